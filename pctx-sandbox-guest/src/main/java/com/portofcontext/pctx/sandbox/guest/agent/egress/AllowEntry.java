package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.IDN;

/**
 * One entry of an allow-list.
 */
sealed interface AllowEntry {

	/** Where an entry names no port. */
	int DEFAULT_PORT = 443;

	/**
	 * Return the port.
	 * @return the only port that it allows
	 */
	int port();

	/**
	 * Read an entry.
	 * @param text such as {@code example.com:443}, {@code *.example.com},
	 * {@code 10.0.0.0/8:5432} or {@code [fd00::/8]:5432}
	 * @return the entry
	 * @throws IllegalArgumentException if it is none, with the reason
	 */
	static AllowEntry parse(String text) {
		if (text.contains("://")) {
			throw new IllegalArgumentException("it is a URL: write its host and port");
		}
		Destination destination = Destination.parse(text, DEFAULT_PORT);
		String host = destination.host();
		AddressRange range = AddressRange.parse(host);
		if (range != null) {
			String nobody = SpecialAddresses.nobody(range);
			if (nobody != null) {
				throw new IllegalArgumentException("nobody can be reached at a " + nobody);
			}
			return new Addresses(range, destination.port());
		}
		if (host.indexOf('/') >= 0 || host.indexOf(':') >= 0) {
			throw new IllegalArgumentException("it is no address, and no name of a host");
		}
		boolean wildcard = host.startsWith("*.");
		String name = HostName.parse(ascii(wildcard ? host.substring(2) : host));
		if (name.equals("localhost") || name.endsWith(".localhost")) {
			throw new IllegalArgumentException(
					"names never lead to the machine itself: write its address, such as 127.0.0.1");
		}
		if (wildcard && name.indexOf('.') < 0) {
			throw new IllegalArgumentException("it would allow a whole top-level domain");
		}
		return new Name(name, wildcard, destination.port());
	}

	private static String ascii(String name) {
		try {
			return IDN.toASCII(name);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("it is no name of a host", ex);
		}
	}

	/**
	 * A name, or all names below it.
	 *
	 * @param name the name
	 * @param wildcard whether it stands for the names below it, and not for itself
	 * @param port the port
	 */
	record Name(String name, boolean wildcard, int port) implements AllowEntry {

		boolean matches(String asked) {
			return this.wildcard ? asked.endsWith("." + this.name) : asked.equals(this.name);
		}

		@Override
		public String toString() {
			return (this.wildcard ? "*." : "") + this.name + ":" + this.port;
		}

	}

	/**
	 * Addresses.
	 *
	 * @param range the addresses
	 * @param port the port
	 */
	record Addresses(AddressRange range, int port) implements AllowEntry {

		@Override
		public String toString() {
			return this.range + ":" + this.port;
		}

	}

}
