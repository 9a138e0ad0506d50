package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call's hold on its worker. What ends the call ends the worker, unless the call has
 * let go of it: from then on it is another call's.
 */
final class Hold {

	private final Worker worker;

	private final AtomicBoolean over = new AtomicBoolean();

	Hold(Worker worker) {
		this.worker = worker;
	}

	/** End the worker, if it is still this call's. */
	void kill() {
		if (this.over.compareAndSet(false, true)) {
			this.worker.kill();
		}
	}

	/**
	 * Let go of the worker.
	 * @return whether it was not ended before
	 */
	boolean release() {
		return this.over.compareAndSet(false, true);
	}

}
