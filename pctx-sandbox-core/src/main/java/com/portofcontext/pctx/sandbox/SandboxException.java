package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything a sandboxed call can fail with. Every message says what was asked,
 * what happened, and which property or attribute to change.
 *
 * @since 0.1.0
 */
public class SandboxException extends RuntimeException {

	public SandboxException(String message) {
		super(message);
	}

	public SandboxException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
