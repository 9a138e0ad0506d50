package com.portofcontext.pctx.sandbox.sample;

/**
 * What a user sent cannot be read. Checked and declared, so that it comes back from the
 * sandbox as what it is.
 */
public class BadInputException extends Exception {

	/**
	 * Create an exception.
	 * @param message what is wrong with it
	 */
	public BadInputException(String message) {
		super(message);
	}

}
