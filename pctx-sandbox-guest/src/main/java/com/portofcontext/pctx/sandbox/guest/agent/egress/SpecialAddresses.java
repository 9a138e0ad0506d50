package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that are not of the public internet, by the registries of special-purpose
 * addresses: what stands behind the machine's own firewall, the machine itself, and what
 * only tunnels to these.
 */
final class SpecialAddresses {

	private static final AddressRange GLOBAL_IPV6 = range("2000::/3");

	/** Network 64 reaches all of IPv4 by it, so it is as special as what it wraps. */
	private static final AddressRange NAT64 = range("64:ff9b::/96");

	/** Where nobody can listen: no entry may name them. */
	private static final List<Special> NOBODY = specials("unspecified", "0.0.0.0/8", "::/128", "multicast",
			"224.0.0.0/4", "ff00::/8", "broadcast", "255.255.255.255/32");

	/** Broadcast is also reserved: the narrower comes first. */
	private static final List<Special> SPECIALS = Stream
		.concat(NOBODY.stream(),
				specials("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "shared",
						"100.64.0.0/10", "loopback", "127.0.0.0/8", "::1/128", "link-local", "169.254.0.0/16",
						"fe80::/10", "fec0::/10", "IPv4-compatible", "::/96", "documentation", "192.0.2.0/24",
						"198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20", "benchmark", "198.18.0.0/15",
						"protocol assignment", "192.0.0.0/24", "2001::/23", "6to4", "192.88.99.0/24", "2002::/16",
						"metadata", "168.63.129.16/32", "reserved", "240.0.0.0/4")
					.stream())
		.toList();

	private SpecialAddresses() {
	}

	private static List<Special> specials(String... names) {
		String[] name = new String[1];
		return Stream.of(names).map((text) -> {
			if (text.indexOf('/') < 0) {
				name[0] = text;
				return null;
			}
			return new Special(range(text), name[0] + " address");
		}).filter(Objects::nonNull).toList();
	}

	private static AddressRange range(String text) {
		return Objects.requireNonNull(AddressRange.parse(text));
	}

	/** Tell whether all of a range is where nobody can listen. */
	static @Nullable String nobody(AddressRange range) {
		return NOBODY.stream()
			.filter((special) -> special.range().contains(range))
			.map(Special::reason)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return why an address is not reached without being named by an entry of its own.
	 * @param address the address
	 * @return the special range it is in, or {@code null} if it is public
	 */
	static @Nullable Special find(InetAddress address) {
		if (!address.isLoopbackAddress() && isOwn(address)) {
			return new Special(AddressRange.of(address), "address of the machine itself");
		}
		for (Special special : SPECIALS) {
			if (special.range().contains(address)) {
				return special;
			}
		}
		if (NAT64.contains(address)) {
			Special wrapped = find(last32(address));
			return (wrapped != null) ? new Special(AddressRange.of(address), wrapped.reason() + " in NAT64") : null;
		}
		boolean reserved = address instanceof Inet6Address && !GLOBAL_IPV6.contains(address);
		return reserved ? new Special(AddressRange.of(address), "reserved address") : null;
	}

	private static InetAddress last32(InetAddress address) {
		byte[] bytes = address.getAddress();
		try {
			return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What cannot be asked is taken for its own. */
	private static boolean isOwn(InetAddress address) {
		try {
			return NetworkInterface.getByInetAddress(address) != null;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * A range that is reached only by an entry within it.
	 *
	 * @param range its addresses
	 * @param reason what they are
	 */
	record Special(AddressRange range, String reason) {

	}

}
