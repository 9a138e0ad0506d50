package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Decides on destinations. A name is looked up once, after the list was asked, and what
 * was checked is what is connected to.
 */
public final class Gate {

	private final AllowList allow;

	private final Map<InetAddress, String> placeholders;

	private final Resolver resolver;

	/**
	 * Make a gate.
	 * @param allow what it lets through
	 * @param resolver looks up where names lead
	 */
	public Gate(AllowList allow, Resolver resolver) {
		this.allow = allow;
		this.placeholders = allow.placeholders();
		this.resolver = resolver;
	}

	/**
	 * Return what a worker means: where it asks for the placeholder of a name, that name.
	 * @param asked what the worker asks for
	 * @return the destination by its name
	 */
	Destination meant(Destination asked) {
		InetAddress address = AddressLiteral.parse(asked.host());
		String name = (address != null) ? this.placeholders.get(address) : null;
		return (name != null) ? new Destination(name, asked.port()) : asked;
	}

	/**
	 * Decide on a destination.
	 * @param asked what the worker asks for
	 * @return where it leads
	 * @throws RefusedException if it is not allowed
	 * @throws UnknownHostException if its name is allowed and has no address
	 */
	Route check(Destination asked) throws RefusedException, UnknownHostException {
		Destination meant = meant(asked);
		InetAddress address = AddressLiteral.parse(meant.host());
		if (address != null) {
			return address(address, asked.port());
		}
		String name = name(meant.host());
		if (!this.allow.allows(name, asked.port())) {
			throw new RefusedException("no entry of the allow-list names it");
		}
		List<InetAddress> addresses = this.resolver.resolve(name);
		if (addresses.isEmpty()) {
			throw new UnknownHostException(name);
		}
		for (InetAddress found : addresses) {
			refuseSpecial(found, asked.port());
		}
		return new Route(name, addresses, asked.port());
	}

	private static String name(String host) throws RefusedException {
		try {
			return HostName.parse(host);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException(String.valueOf(ex.getMessage()));
		}
	}

	private Route address(InetAddress address, int port) throws RefusedException {
		if (!this.allow.allows(address, port)) {
			throw new RefusedException("no entry of the allow-list names this address");
		}
		refuseSpecial(address, port);
		return new Route(null, List.of(address), port);
	}

	private void refuseSpecial(InetAddress address, int port) throws RefusedException {
		SpecialAddresses.Special special = SpecialAddresses.find(address);
		if (special != null && !this.allow.allowsWithin(special.range(), address, port)) {
			throw new RefusedException("%s is a %s, which only an entry of its own would allow"
				.formatted(address.getHostAddress(), special.reason()));
		}
	}

}
