package com.portofcontext.pctx.sandbox.benchmarks;

import com.portofcontext.pctx.sandbox.Sandboxed;

/**
 * A call that does not end by itself.
 */
class Holder {

	@Sandboxed
	public void hold() throws InterruptedException {
		Thread.sleep(Long.MAX_VALUE);
	}

}
