package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The worker died before it answered: the outcome of the call is unknown.
 *
 * @since 0.1.0
 */
public class SandboxCrashedException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxCrashedException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxCrashedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
