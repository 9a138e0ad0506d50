package com.portofcontext.pctx.sandbox.guest.agent.limits;

/**
 * A limit was asked for that cannot be enforced here.
 */
public final class LimitException extends Exception {

	public LimitException(String message) {
		super(message);
	}

	public LimitException(String message, Throwable cause) {
		super(message, cause);
	}

}
