package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call ran longer than its {@code timeout} allows and was killed.
 *
 * @since 0.1.0
 */
public class SandboxTimeoutException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxTimeoutException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
