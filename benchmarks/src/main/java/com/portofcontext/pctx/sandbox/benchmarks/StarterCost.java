package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.autoconfigure.SandboxAutoConfiguration;

/**
 * The time that the starter adds to the start of an application: the same one starts in
 * fresh JVMs with and without our auto-configuration, by turns.
 */
final class StarterCost {

	private static final int PAIRS = 15;

	private static final double GOAL = 150;

	private StarterCost() {
	}

	static List<Figure> measure(String... properties) throws Exception {
		List<String> with = command(properties);
		List<String> without = new ArrayList<>(with);
		without.add("--spring.autoconfigure.exclude=" + SandboxAutoConfiguration.class.getName());
		start(without);
		start(with);
		List<Double> plain = new ArrayList<>();
		List<Double> sandboxed = new ArrayList<>();
		List<Double> added = new ArrayList<>();
		for (int i = 0; i < PAIRS; i++) {
			plain.add(start(without));
			sandboxed.add(start(with));
			added.add(sandboxed.get(i) - plain.get(i));
		}
		Figure floor = Figure.of("application start without the starter", new Samples(plain), Figure.MILLIS);
		Figure whole = Figure.of("application start with the starter", new Samples(sandboxed), Figure.MILLIS)
			.beside(floor);
		Samples pairs = new Samples(added);
		Figure cost = new Figure("time the starter adds to application start", whole.p50() - floor.p50(),
				pairs.percentile(99), pairs.percentile(0), pairs.percentile(100), Figure.MILLIS, null, null, null);
		return List.of(floor, whole, cost.goal(GOAL));
	}

	private static List<String> command(String... properties) {
		return JavaProgram.command(List.of(), Application.class, System.getProperty("java.class.path"), properties);
	}

	private static double start(List<String> command) throws IOException {
		long start = System.nanoTime();
		try (JavaProgram program = JavaProgram.start(command)) {
			program.awaitLine(Application.STARTED);
			return (System.nanoTime() - start) / 1e6;
		}
	}

}
