package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call never ran, so it may be retried.
 *
 * @since 0.1.0
 */
public class SandboxUnavailableException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxUnavailableException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
