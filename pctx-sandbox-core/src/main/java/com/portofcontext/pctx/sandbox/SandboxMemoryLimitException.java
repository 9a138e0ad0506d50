package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The call needed more than its {@code memory} allows and was killed.
 *
 * @since 0.1.0
 */
public class SandboxMemoryLimitException extends SandboxException {

	public SandboxMemoryLimitException(String message) {
		super(message);
	}

	public SandboxMemoryLimitException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
