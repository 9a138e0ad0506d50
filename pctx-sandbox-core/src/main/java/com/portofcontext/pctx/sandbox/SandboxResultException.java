package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The result is too large, malformed, or not of the declared type.
 *
 * @since 0.1.0
 */
public class SandboxResultException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxResultException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxResultException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
