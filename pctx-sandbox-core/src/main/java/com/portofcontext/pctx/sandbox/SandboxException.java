package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything a sandboxed call can fail with. Every message says what was asked,
 * what happened, and which property or attribute to change. Itself it is thrown for an
 * argument or data field that cannot be encoded: the method was not called.
 *
 * @since 0.1.0
 */
public class SandboxException extends RuntimeException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
