package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of hosts, in one spelling: ASCII, lower case, without the root's dot.
 */
final class HostName {

	private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");

	/** Resolvers take such text for an address: 127.1, 0x7f.1, 2130706433. */
	private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

	private static final int MAX_LENGTH = 253;

	private HostName() {
	}

	/**
	 * Read a name.
	 * @param text the name, in ASCII
	 * @return its one spelling
	 * @throws IllegalArgumentException if it is none, with what it is instead
	 */
	static String parse(String text) {
		String name = text.toLowerCase(Locale.ROOT);
		name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
		String[] labels = name.split("\\.", -1);
		for (String label : labels) {
			if (!LABEL.matcher(label).matches()) {
				throw new IllegalArgumentException("it is no name of a host");
			}
		}
		if (name.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("it is longer than a name of a host may be");
		}
		if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
			throw new IllegalArgumentException("it is an address that is not written as four decimal numbers");
		}
		return name;
	}

}
