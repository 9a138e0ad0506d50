package com.portofcontext.pctx.sandbox.call;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;

/**
 * The agent does not know a method, or not any more: it has to be defined once more.
 */
final class ForgottenSpecException extends SandboxUnavailableException {

	private static final long serialVersionUID = 1L;

	ForgottenSpecException(String message) {
		super(message);
	}

}
