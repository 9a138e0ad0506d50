package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;

/**
 * How many calls a worker has served, and for how long, of what its spec allows. Used by
 * whoever has the worker.
 */
final class Tenure {

	private final Reuse reuse;

	private int calls;

	private long since;

	Tenure(Reuse reuse) {
		this.reuse = reuse;
	}

	/** A call begins. */
	void begin() {
		if (this.calls++ == 0) {
			this.since = System.nanoTime();
		}
	}

	/** The number of calls that have begun. */
	int calls() {
		return this.calls;
	}

	/** What is left of its time; it runs from the first call on. */
	long remainingNanos() {
		return TimeUnit.MILLISECONDS.toNanos(this.reuse.millis()) - (System.nanoTime() - this.since);
	}

	/** Whether it may serve no other call. */
	boolean isOver() {
		return this.calls >= this.reuse.calls() || (this.calls > 0 && remainingNanos() <= 0);
	}

}
