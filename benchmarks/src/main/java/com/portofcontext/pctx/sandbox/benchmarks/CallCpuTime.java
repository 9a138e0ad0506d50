package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The CPU time of a worker's process tree, from its start to its one answer.
 */
final class CallCpuTime {

	private static final int COUNT = 30;

	private static final double NANOS_PER_MILLI = 1e6;

	private CallCpuTime() {
	}

	static Figure measure(SandboxedApplication application) throws Exception {
		application.awaitArchive();
		List<Double> values = new ArrayList<>();
		while (values.size() < COUNT) {
			application.awaitReady();
			values.add(application.report().cpuTime().toNanos() / NANOS_PER_MILLI);
		}
		return Figure.of("CPU time of a call and its worker", new Samples(values), Figure.MILLIS);
	}

}
