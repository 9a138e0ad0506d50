package com.portofcontext.pctx.sandbox.benchmarks;

/**
 * A call that finds a ready worker, which serves nothing but this call.
 */
final class WarmCall {

	private static final int WARM_UP = 30;

	private static final int COUNT = 200;

	private static final double GOAL = 2;

	private static final double GOAL_99 = 10;

	private WarmCall() {
	}

	static Figure measure(SandboxedApplication application) throws Exception {
		InProcess.compile();
		application.awaitArchive();
		Samples samples = Samples.time(WARM_UP, COUNT, application::awaitReady, application::call);
		return Figure.of("warm call, single-use worker", samples, Figure.MILLIS).goal(GOAL, GOAL_99);
	}

}
