package com.portofcontext.pctx.sandbox.guest.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A value cannot be written, or a payload is not what its declared types ask for.
 */
public class ValueException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param message what was asked and what happened
	 * @param cause why, or {@code null}
	 */
	public ValueException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
