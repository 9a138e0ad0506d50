package com.portofcontext.pctx.sandbox.guest.agent.jail;

/**
 * The jails there are.
 */
public enum JailKind {

	/** Firejail, set-uid root. */
	FIREJAIL("firejail", "firejail"),

	/** Bubblewrap, which needs no set-uid root. */
	BUBBLEWRAP("bwrap", "bubblewrap");

	private final String command;

	private final String packageName;

	JailKind(String command, String packageName) {
		this.command = command;
		this.packageName = packageName;
	}

	/**
	 * Return its command.
	 * @return the name of the executable
	 */
	public String command() {
		return this.command;
	}

	/**
	 * Return the package that brings it on most distributions.
	 * @return the name of the package
	 */
	public String packageName() {
		return this.packageName;
	}

}
