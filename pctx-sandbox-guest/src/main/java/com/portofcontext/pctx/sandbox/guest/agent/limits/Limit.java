package com.portofcontext.pctx.sandbox.guest.agent.limits;

/**
 * The limits that may be waived for development.
 */
public enum Limit {

	/** Memory of the whole process tree. */
	MEMORY,

	/** CPU time of the whole process tree. */
	CPU,

	/** Processes and threads. */
	PROCESSES

}
