package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How an attack is shown to succeed where nothing stops it.
 *
 * @param account who the plain process runs as, or nothing where there is no control
 * @param naiveHost whether what the code returns goes to a host that believes it
 * @param reason why there is no control
 */
public record Control(String account, boolean naiveHost, String reason) {

	/** The account that workers run as, too. */
	public static final Control ORDINARY = new Control(Scene.ACCOUNT, false, "");

	/** The same, with a host that takes whatever it is sent. */
	public static final Control NAIVE_HOST = new Control(Scene.ACCOUNT, true, "");

	/** What the kernel keeps for root anyway, on targets of the test's own. */
	public static final Control ROOT = new Control("root", false, "");

	/**
	 * As the kernel's setting has it: root where it keeps something from ordinary
	 * accounts.
	 * @param setting its file in {@code /proc/sys/kernel}
	 * @param most the highest value at which ordinary accounts may
	 */
	public static Control ordinaryUpTo(String setting, int most) {
		try {
			Path file = Path.of("/proc/sys/kernel", setting);
			return (Integer.parseInt(Files.readAllLines(file).get(0)) <= most) ? ORDINARY : ROOT;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * No control.
	 * @param reason why the attack would do harm, or is aimed at what only a sandbox has
	 */
	public static Control none(String reason) {
		return new Control("", false, reason);
	}

	boolean exists() {
		return !this.account.isEmpty();
	}

}
