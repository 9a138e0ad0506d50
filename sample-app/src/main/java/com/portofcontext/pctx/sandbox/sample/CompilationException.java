package com.portofcontext.pctx.sandbox.sample;

/**
 * Source is not Java that compiles. Checked and declared, so that it comes back from the
 * sandbox as what it is.
 */
public class CompilationException extends Exception {

	/**
	 * Create an exception.
	 * @param message what the compiler says, a line for each error
	 */
	public CompilationException(String message) {
		super(message);
	}

}
