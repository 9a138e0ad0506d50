package com.portofcontext.pctx.sandbox.guest.agent;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;

/**
 * The agent cannot do what it was asked. The failure is what the caller is told.
 */
public final class AgentException extends Exception {

	private final Failure failure;

	public AgentException(Failure.Kind kind, String message) {
		super(message);
		this.failure = new Failure(kind, message);
	}

	public AgentException(Failure.Kind kind, String message, Throwable cause) {
		super(message, cause);
		this.failure = new Failure(kind, message);
	}

	/**
	 * Return what the caller is told.
	 * @return the failure
	 */
	public Failure failure() {
		return this.failure;
	}

}
