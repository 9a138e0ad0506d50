package com.portofcontext.pctx.sandbox.attacks;

import java.util.List;

/**
 * One run of an attack's hostile code, seen from outside.
 */
public interface Trial extends AutoCloseable {

	/** The line that says: what I did, I do still. */
	String HOLDING = "pctx-holding";

	/**
	 * Return all that it carried out: what it printed, and its result or what it threw.
	 */
	String answer();

	/**
	 * Return its processes, whoever started them and whatever became of their parents.
	 */
	List<HostProcess> processes();

	/**
	 * Tell whether it ended by itself.
	 */
	boolean ended();

	/**
	 * End it as whoever called it would: no longer wait for it.
	 */
	void giveUp();

	/**
	 * End all that is left of it.
	 */
	@Override
	void close();

}
