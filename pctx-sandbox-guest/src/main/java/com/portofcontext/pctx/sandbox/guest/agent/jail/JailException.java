package com.portofcontext.pctx.sandbox.guest.agent.jail;

/**
 * No jail, or a jail that does not hold.
 */
public final class JailException extends Exception {

	public JailException(String message) {
		super(message);
	}

	public JailException(String message, Throwable cause) {
		super(message, cause);
	}

}
