package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.util.Locale;

/**
 * The limits that may be waived for development.
 */
public enum Limit {

	/** Memory of the whole process tree. */
	MEMORY,

	/** CPU time of the whole process tree. */
	CPU,

	/** Processes and threads. */
	PROCESSES;

	/**
	 * Return its name as {@code pctx.sandbox.local.unenforced} takes it.
	 * @return such as {@code memory}
	 */
	public String displayName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
