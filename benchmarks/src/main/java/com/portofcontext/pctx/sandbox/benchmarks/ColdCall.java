package com.portofcontext.pctx.sandbox.benchmarks;

/**
 * A call that finds no worker: the agent knows the method, and starts one for the call.
 */
final class ColdCall {

	private static final int WARM_UP = 3;

	private static final int COUNT = 50;

	private ColdCall() {
	}

	static Figure measure(SandboxedApplication application) throws Exception {
		application.awaitArchive();
		Samples samples = Samples.time(WARM_UP, COUNT, Samples.Action.NONE, application::call);
		return Figure.of("cold call, no worker ready", samples, Figure.MILLIS);
	}

}
