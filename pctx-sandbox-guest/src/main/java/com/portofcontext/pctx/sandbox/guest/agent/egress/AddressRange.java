package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.Inet6Address;
import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that have their first bits in common.
 *
 * @param network the first of them
 * @param prefix how many bits
 */
record AddressRange(InetAddress network, int prefix) {

	static AddressRange of(InetAddress address) {
		return new AddressRange(address, address.getAddress().length * 8);
	}

	/**
	 * Read an address or a CIDR.
	 * @param text such as {@code 192.0.2.1}, {@code 10.0.0.0/8} or {@code fd00::/8}
	 * @return the range, or {@code null} if the text is none
	 * @throws IllegalArgumentException if the text is one that cannot be meant
	 */
	static @Nullable AddressRange parse(String text) {
		int slash = text.indexOf('/');
		InetAddress address = AddressLiteral.parse((slash < 0) ? text : text.substring(0, slash));
		if (address == null) {
			return null;
		}
		AddressRange single = of(address);
		if (slash < 0) {
			return single;
		}
		String bits = text.substring(slash + 1);
		if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > single.prefix) {
			throw new IllegalArgumentException("'/%s' is no prefix length from 0 to %d".formatted(bits, single.prefix));
		}
		AddressRange range = new AddressRange(address, Integer.parseInt(bits));
		if (!range.isWhole()) {
			throw new IllegalArgumentException("it has bits set after the first %s".formatted(bits));
		}
		return range;
	}

	private boolean isWhole() {
		byte[] bytes = this.network.getAddress();
		for (int bit = this.prefix; bit < bytes.length * 8; bit++) {
			if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
				return false;
			}
		}
		return true;
	}

	boolean contains(InetAddress address) {
		return contains(of(address));
	}

	boolean contains(AddressRange other) {
		byte[] mine = this.network.getAddress();
		byte[] others = other.network.getAddress();
		if (mine.length != others.length || other.prefix < this.prefix) {
			return false;
		}
		for (int bit = 0; bit < this.prefix; bit++) {
			if (((mine[bit / 8] ^ others[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
				return false;
			}
		}
		return true;
	}

	boolean overlaps(AddressRange other) {
		return contains(other) || other.contains(this);
	}

	/** Such as an entry of the list has it: in brackets where it has colons. */
	@Override
	public String toString() {
		String address = this.network.getHostAddress();
		String text = equals(of(this.network)) ? address : address + "/" + this.prefix;
		return (this.network instanceof Inet6Address) ? "[" + text + "]" : text;
	}

}
