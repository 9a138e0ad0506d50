package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Slows down what a worker has the agent read for nothing. Its own CPU time is limited,
 * the agent's is not, and many small pieces cost the reader far more than the writer.
 */
final class Brake {

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final int perPause;

	private int pieces;

	Brake(int perPause) {
		this.perPause = perPause;
	}

	/** Called for each piece; a worker that waits for the reader is no loss. */
	void apply() {
		if (++this.pieces >= this.perPause) {
			this.pieces = 0;
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

}
