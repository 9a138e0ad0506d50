package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What workers of a spec may connect to. An empty list allows nothing.
 */
public final class AllowList {

	private static final int MAX_ENTRIES = 1000;

	private static final AddressRange LOOPBACK_IPV4 = Objects.requireNonNull(AddressRange.parse("127.0.0.0/8"));

	private static final AddressRange LOOPBACK_IPV6 = Objects.requireNonNull(AddressRange.parse("::1"));

	/**
	 * For benchmarks of networks: no service is there, and no entry of a name leads
	 * there.
	 */
	private static final int PLACEHOLDERS = 198 << 24 | 18 << 16;

	/** Allows nothing. */
	public static final AllowList NONE = new AllowList(List.of());

	private final List<AllowEntry> entries;

	private AllowList(List<AllowEntry> entries) {
		this.entries = entries;
	}

	/**
	 * Read a list.
	 * @param texts its entries: {@code host:port}, {@code host} for port 443,
	 * {@code *.host}, an address (of IPv6 in brackets) or a CIDR
	 * @return the list
	 * @throws IllegalArgumentException if one cannot be used, with the entry and the
	 * reason
	 */
	public static AllowList parse(List<String> texts) {
		if (texts.size() > MAX_ENTRIES) {
			throw new IllegalArgumentException("it has more than %d entries".formatted(MAX_ENTRIES));
		}
		// One order and one spelling: what means the same is the same.
		Map<String, AllowEntry> entries = new TreeMap<>();
		for (String text : texts) {
			try {
				AllowEntry entry = AllowEntry.parse(text.strip());
				entries.put(entry.toString(), entry);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException("'%s': %s".formatted(text, ex.getMessage()), ex);
			}
		}
		return new AllowList(List.copyOf(entries.values()));
	}

	/**
	 * Return the entries.
	 * @return the entries in their one spelling, each with its port
	 */
	public List<String> entries() {
		return this.entries.stream().map(Object::toString).toList();
	}

	/**
	 * Tell whether anything is allowed.
	 * @return whether there is no entry
	 */
	public boolean isEmpty() {
		return this.entries.isEmpty();
	}

	boolean allows(String name, int port) {
		return anyMatch(AllowEntry.Name.class, (entry) -> entry.port() == port && entry.matches(name));
	}

	boolean allows(InetAddress address, int port) {
		return anyMatch(AllowEntry.Addresses.class, (entry) -> entry.port() == port && entry.range().contains(address));
	}

	/** An entry that is wider than a special range does not mean it. */
	boolean allowsWithin(AddressRange special, InetAddress address, int port) {
		return anyMatch(AllowEntry.Addresses.class,
				(entry) -> entry.port() == port && entry.range().contains(address) && special.contains(entry.range()));
	}

	/**
	 * Tell whether an entry names the loopback of the machine, which the worker's JVM
	 * would otherwise take for its own.
	 * @return whether it does
	 */
	public boolean hasLoopback() {
		return anyMatch(AllowEntry.Addresses.class, (entry) -> isLoopback(entry.range()));
	}

	/**
	 * Tell whether there is an entry that only a machine with a network can serve.
	 * @return whether there is
	 */
	public boolean needsNetwork() {
		return this.entries.stream()
			.anyMatch((entry) -> !(entry instanceof AllowEntry.Addresses addresses && isLoopback(addresses.range())));
	}

	private static boolean isLoopback(AddressRange range) {
		return LOOPBACK_IPV4.contains(range) || LOOPBACK_IPV6.contains(range);
	}

	private <T extends AllowEntry> boolean anyMatch(Class<T> type, Predicate<T> predicate) {
		return this.entries.stream().filter(type::isInstance).map(type::cast).anyMatch(predicate);
	}

	/**
	 * Return the addresses that stand for names in a worker, where much code looks a name
	 * up before it connects. They lead nowhere but to the proxy, which knows them.
	 */
	Map<InetAddress, String> placeholders() {
		Map<InetAddress, String> placeholders = new LinkedHashMap<>();
		for (AllowEntry entry : this.entries) {
			if (entry instanceof AllowEntry.Name name && !name.wildcard() && !placeholders.containsValue(name.name())) {
				placeholders.put(placeholder(placeholders.size() + 1), name.name());
			}
		}
		return placeholders;
	}

	private static InetAddress placeholder(int index) {
		int address = PLACEHOLDERS + index;
		try {
			return InetAddress.getByAddress(new byte[] { (byte) (address >> 24), (byte) (address >> 16),
					(byte) (address >> 8), (byte) address });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return all that a worker can look up, as a file of hosts.
	 * @return the lines
	 */
	public List<String> hosts() {
		List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost sandbox", "::1 localhost"));
		placeholders().forEach((address, name) -> lines.add(address.getHostAddress() + " " + name));
		return lines;
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Object::toString).collect(Collectors.joining(", "));
	}

}
