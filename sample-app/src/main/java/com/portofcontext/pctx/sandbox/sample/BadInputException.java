package com.portofcontext.pctx.sandbox.sample;

/**
 * What a user sent cannot be read.
 */
class BadInputException extends RuntimeException {

	BadInputException(String message) {
		super(message);
	}

}
