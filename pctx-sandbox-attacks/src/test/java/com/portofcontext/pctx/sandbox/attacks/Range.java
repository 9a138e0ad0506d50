package com.portofcontext.pctx.sandbox.attacks;

import java.util.List;

/**
 * Where attacks are tried.
 */
interface Range extends AutoCloseable {

	/** A scene on the machine that the hostile code is on. */
	Scene scene() throws Exception;

	/**
	 * Start the hostile code, and wait until it ended or holds.
	 * @param attack has the code
	 * @param arguments its arguments
	 * @param scene what was prepared
	 */
	Trial start(Attack attack, List<String> arguments, Scene scene) throws Exception;

	@Override
	void close();

}
