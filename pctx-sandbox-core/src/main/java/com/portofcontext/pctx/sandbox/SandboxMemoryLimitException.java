package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call needed more than its {@code memory} allows and was killed.
 *
 * @since 0.1.0
 */
public class SandboxMemoryLimitException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxMemoryLimitException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxMemoryLimitException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
