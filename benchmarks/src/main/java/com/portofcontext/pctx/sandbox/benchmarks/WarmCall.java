package com.portofcontext.pctx.sandbox.benchmarks;

/**
 * A call that finds a ready worker, which serves nothing but this call, or all of them.
 */
final class WarmCall {

	private static final int WARM_UP = 30;

	private static final int COUNT = 200;

	private static final double GOAL = 2;

	private static final double GOAL_99 = 10;

	private static final int REUSED_WARM_UP = 5000;

	private static final int REUSED_COUNT = 5000;

	private static final double REUSED_GOAL = 0.15;

	private static final double REUSED_GOAL_99 = 1;

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

	static Figure measureReused(SandboxedApplication application) throws Exception {
		Samples samples = Samples.time(REUSED_WARM_UP, REUSED_COUNT, Samples.Action.NONE, application::call);
		int calls = application.report().call();
		if (calls <= REUSED_WARM_UP + REUSED_COUNT) {
			throw new IllegalStateException("One worker should have served all calls, and has served " + calls);
		}
		return Figure.of("warm call, SAME_BEAN reuse", samples, Figure.MILLIS).goal(REUSED_GOAL, REUSED_GOAL_99);
	}

}
