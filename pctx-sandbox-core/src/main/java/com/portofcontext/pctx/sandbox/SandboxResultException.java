package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The result is too large, malformed, or not of the declared type.
 *
 * @since 0.1.0
 */
public class SandboxResultException extends SandboxException {

	public SandboxResultException(String message) {
		super(message);
	}

	public SandboxResultException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
