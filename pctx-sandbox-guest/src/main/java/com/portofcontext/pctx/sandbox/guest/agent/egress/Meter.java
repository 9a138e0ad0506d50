package com.portofcontext.pctx.sandbox.guest.agent.egress;

/**
 * Counts bytes that pass.
 */
@FunctionalInterface
interface Meter {

	/**
	 * Count bytes before they are passed on.
	 * @param bytes how many
	 * @throws RefusedException if they are too many
	 */
	void add(int bytes) throws RefusedException;

}
