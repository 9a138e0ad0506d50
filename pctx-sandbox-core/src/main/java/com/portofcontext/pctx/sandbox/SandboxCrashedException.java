package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The worker died before it answered: the outcome of the call is unknown.
 *
 * @since 0.1.0
 */
public class SandboxCrashedException extends SandboxException {

	public SandboxCrashedException(String message) {
		super(message);
	}

	public SandboxCrashedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
