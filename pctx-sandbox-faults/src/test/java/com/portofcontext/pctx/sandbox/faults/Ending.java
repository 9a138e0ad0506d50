package com.portofcontext.pctx.sandbox.faults;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;

/**
 * How a call may end that a fault came upon.
 */
enum Ending {

	/** With its right result. */
	RESULT,

	/** It never ran. */
	UNAVAILABLE,

	/** It ran too long. */
	TIMEOUT,

	/** It needed too much memory. */
	MEMORY,

	/** Its outcome is unknown. */
	CRASHED,

	/** Nobody is there to tell. */
	NOBODY;

	/** Everything else is no ending that a fault excuses. */
	static Ending of(Throwable thrown) {
		if (thrown instanceof SandboxUnavailableException) {
			return UNAVAILABLE;
		}
		if (thrown instanceof SandboxTimeoutException) {
			return TIMEOUT;
		}
		if (thrown instanceof SandboxMemoryLimitException) {
			return MEMORY;
		}
		if (thrown instanceof SandboxCrashedException) {
			return CRASHED;
		}
		throw new IllegalStateException("A call ended with " + thrown, thrown);
	}

}
