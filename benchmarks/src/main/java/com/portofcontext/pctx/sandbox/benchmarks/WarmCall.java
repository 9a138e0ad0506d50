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
		return measure("warm call, single-use worker", application, application::call);
	}

	/** The wall alone, without the work behind it. */
	static Figure ofEcho(SandboxedApplication application) throws Exception {
		application.awaitArchiveOfEcho();
		return measure("warm call, single-use worker, echo", application, application::echo);
	}

	private static Figure measure(String name, SandboxedApplication application, Samples.Action call) throws Exception {
		Samples samples = Samples.time(WARM_UP, COUNT, application::awaitReady, call);
		return Figure.of(name, samples, Figure.MILLIS).goal(GOAL, GOAL_99);
	}

}
