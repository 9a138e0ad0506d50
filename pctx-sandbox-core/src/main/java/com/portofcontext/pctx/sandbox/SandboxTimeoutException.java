package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call ran longer than its {@code timeout} allows and was killed.
 *
 * @since 0.1.0
 */
public class SandboxTimeoutException extends SandboxException {

	public SandboxTimeoutException(String message) {
		super(message);
	}

	public SandboxTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
