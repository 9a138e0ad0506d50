package com.portofcontext.pctx.sandbox;

import java.time.Duration;

/**
 * Whether a worker may serve more than one call. What one call leaves in the worker, such
 * as static fields, files in its scratch directory and whatever code hides on purpose, is
 * there for the next: only for code that is trusted not to abuse that.
 *
 * @param mode who shares a worker; by default nobody
 * @param calls how many calls one worker serves at most; at least 1, by default 100
 * @param time how long one worker serves at most, from its first call on; 1 ms to 365
 * days, by default one minute
 * @since 0.1.0
 */
public record SandboxReuse(Mode mode, int calls, Duration time) {

	/**
	 * Each call has a worker of its own.
	 */
	public static final SandboxReuse DEFAULT = new SandboxReuse(Mode.NEVER, 100, Duration.ofMinutes(1));

	/**
	 * Who shares a worker.
	 *
	 * @since 0.1.0
	 */
	public enum Mode {

		/** Nobody: it serves one call and is gone with all that it left. */
		NEVER,

		/** Calls of one method of one bean under one policy, one after the other. */
		SAME_BEAN

	}

}
