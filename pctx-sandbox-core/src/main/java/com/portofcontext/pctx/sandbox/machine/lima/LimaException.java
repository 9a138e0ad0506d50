package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;

/**
 * The Lima machine cannot be had: what happened, and what to do.
 */
class LimaException extends IOException {

	LimaException(String message) {
		super(message);
	}

	LimaException(String message, Throwable cause) {
		super(message, cause);
	}

	/**
	 * To try again is of no use before somebody changes something.
	 */
	static final class Final extends LimaException {

		Final(String message) {
			super(message);
		}

		Final(String message, Throwable cause) {
			super(message, cause);
		}

	}

}
