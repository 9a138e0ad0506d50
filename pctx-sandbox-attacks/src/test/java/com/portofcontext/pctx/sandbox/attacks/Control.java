package com.portofcontext.pctx.sandbox.attacks;

/**
 * How an attack is shown to succeed where nothing stops it.
 *
 * @param account who the plain process runs as, or nothing where there is no control
 * @param reason why there is no control
 */
public record Control(String account, String reason) {

	/** The account that workers run as, too. */
	public static final Control ORDINARY = new Control(Scene.ACCOUNT, "");

	/** What the kernel keeps for root anyway, on targets of the test's own. */
	public static final Control ROOT = new Control("root", "");

	/**
	 * No control.
	 * @param reason why the attack would do harm, or is aimed at what only a sandbox has
	 */
	public static Control none(String reason) {
		return new Control("", reason);
	}

	boolean exists() {
		return !this.account.isEmpty();
	}

}
