package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;

/**
 * A worker may not do what it asks.
 */
final class RefusedException extends IOException {

	RefusedException(String reason) {
		super(reason);
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
