package com.portofcontext.pctx.sandbox.guest.agent.egress;

/**
 * What a worker asks to be connected with, as it says it.
 *
 * @param host a name, or an address without brackets
 * @param port the port
 */
record Destination(String host, int port) {

	/**
	 * Read a destination.
	 * @param text such as {@code example.com:443} or {@code [2001:db8::1]:443}
	 * @param defaultPort the port where the text has none
	 * @return the destination; nothing is said of its host but that it is not empty
	 * @throws IllegalArgumentException if it is malformed, with the reason
	 */
	static Destination parse(String text, int defaultPort) {
		int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
		if (text.startsWith("[") && end == 0) {
			throw new IllegalArgumentException("a bracket is not closed");
		}
		end = (end < 0) ? text.length() : end;
		String host = text.startsWith("[") ? text.substring(1, end - 1) : text.substring(0, end);
		if (host.isEmpty()) {
			throw new IllegalArgumentException("it has no host");
		}
		if (text.startsWith("[") && host.indexOf(':') < 0) {
			throw new IllegalArgumentException("brackets are for IPv6 addresses");
		}
		return new Destination(host, (end == text.length()) ? defaultPort : port(text.substring(end)));
	}

	private static int port(String text) {
		if (!text.matches(":[1-9]\\d{0,4}") || Integer.parseInt(text.substring(1)) > 0xffff) {
			throw new IllegalArgumentException("'%s' is no port from 1 to 65535".formatted(text.substring(1)));
		}
		return Integer.parseInt(text.substring(1));
	}

	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
