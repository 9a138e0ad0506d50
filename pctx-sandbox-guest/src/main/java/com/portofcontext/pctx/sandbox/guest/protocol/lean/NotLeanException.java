package com.portofcontext.pctx.sandbox.guest.protocol.lean;

/**
 * A type, a value or a payload is for Jackson to judge. It is thrown to get out, and says
 * nothing that anybody reads.
 */
final class NotLeanException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NotLeanException() {
		super(null, null, false, false);
	}

}
