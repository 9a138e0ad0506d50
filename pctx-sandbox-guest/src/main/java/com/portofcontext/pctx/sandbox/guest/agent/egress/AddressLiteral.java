package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Addresses as text, in the one spelling that is read the same everywhere. Octal,
 * hexadecimal and shortened numbers are no addresses here, and no names either.
 */
final class AddressLiteral {

	private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

	private AddressLiteral() {
	}

	/**
	 * Read an address; nothing is ever looked up.
	 * @param text such as {@code 192.0.2.1} or {@code 2001:db8::1}, without brackets
	 * @return the address, of IPv4 where IPv6 only wraps it, or {@code null} if the text
	 * is none
	 */
	static @Nullable InetAddress parse(String text) {
		try {
			if (IPV4.matcher(text).matches()) {
				String[] parts = text.split("\\.");
				byte[] bytes = new byte[parts.length];
				for (int i = 0; i < parts.length; i++) {
					int part = Integer.parseInt(parts[i]);
					if (part > 255) {
						return null;
					}
					bytes[i] = (byte) part;
				}
				return InetAddress.getByAddress(bytes);
			}
			// Brackets keep the JDK from taking it for a name.
			return IPV6.matcher(text).matches() ? InetAddress.getByName("[" + text + "]") : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
