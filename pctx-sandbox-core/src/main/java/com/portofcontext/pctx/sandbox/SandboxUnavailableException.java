package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call never ran, so it may be retried.
 *
 * @since 0.1.0
 */
public class SandboxUnavailableException extends SandboxException {

	public SandboxUnavailableException(String message) {
		super(message);
	}

	public SandboxUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
