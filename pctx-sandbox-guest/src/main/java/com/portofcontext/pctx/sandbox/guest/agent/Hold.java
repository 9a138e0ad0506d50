package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One call's hold on its worker. What ends the call ends the worker, unless the call has
 * let go of it: from then on it is another call's.
 */
final class Hold {

	private final Worker worker;

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	Hold(Worker worker) {
		this.worker = worker;
	}

	/**
	 * End the worker, if it is still this call's. That can fail, such as for want of file
	 * descriptors, and be tried again.
	 */
	void kill() {
		if (this.state.updateAndGet((now) -> (now == State.RELEASED) ? now : State.KILLED) == State.KILLED) {
			this.worker.kill();
		}
	}

	/**
	 * Let go of the worker.
	 * @return whether it was not ended before
	 */
	boolean release() {
		return this.state.compareAndSet(State.HELD, State.RELEASED);
	}

	private enum State {

		HELD, RELEASED, KILLED

	}

}
