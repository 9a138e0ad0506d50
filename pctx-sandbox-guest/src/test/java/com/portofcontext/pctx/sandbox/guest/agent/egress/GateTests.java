package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is decided on destinations. Nothing is connected to, and names are looked up here.
 */
class GateTests {

	private static final String PUBLIC = "8.8.4.4";

	/** Names that were looked up, in order. */
	private final List<String> lookedUp = new ArrayList<>();

	@Test
	void nameLeadsToWhereItWasLookedUp() throws IOException {
		Route route = check("example.com:443", "EXAMPLE.com.", PUBLIC, "2606:4700::1111");
		assertThat(route.name()).isEqualTo("example.com");
		assertThat(route.addresses()).containsExactly(address(PUBLIC), address("2606:4700::1111"));
		assertThat(route.port()).isEqualTo(443);
	}

	/** A second answer, which nobody asks for, would lead elsewhere. */
	@Test
	void nameIsLookedUpOnce() throws IOException {
		Gate gate = new Gate(AllowList.parse(List.of("example.com")), (name) -> {
			this.lookedUp.add(name);
			return List.of(address((this.lookedUp.size() == 1) ? PUBLIC : "127.0.0.1"));
		});
		assertThat(gate.check(new Destination("example.com", 443)).addresses()).containsExactly(address(PUBLIC));
		assertThat(this.lookedUp).containsExactly("example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "other.example", "www.example.com", "example.com.evil.example", "notexample.com", "com",
			"exämple.com", "example.com\0", "example.com%00", "example.com@evil.example", "*.example.com", "" })
	void nameThatIsNotListedIsNotLookedUp(String name) {
		assertRefused("example.com:443", name, 443);
		assertThat(this.lookedUp).isEmpty();
	}

	@Test
	void whenPortIsNotListedThenNameIsNotLookedUp() {
		assertRefused("example.com:443", "example.com", 80);
		assertThat(this.lookedUp).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a.example.com, true", "a.b.example.com, true", "example.com, false", "badexample.com, false" })
	void wildcardIsForNamesBelow(String name, boolean allowed) throws IOException {
		if (allowed) {
			assertThat(check("*.example.com:443", name, PUBLIC).name()).isEqualTo(name);
		}
		else {
			assertRefused("*.example.com:443", name, 443);
		}
	}

	@Test
	void whenNameHasNoAddressThenThatIsSaid() {
		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> check("example.com:443", "example.com"));
	}

	/**
	 * All that stands behind a firewall, the machine itself, and what tunnels to them.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",
			"127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
			"192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.5.2", "198.18.0.9", "198.51.100.1", "203.0.113.1",
			"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
			"::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
			"64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:db8::1",
			"2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "4000::1", "fc00::1", "fd00:ec2::254", "fe80::1",
			"fec0::1", "ff02::1" })
	void nameDoesNotLeadToSpecialAddress(String address) throws IOException {
		assertThat(check("example.com:443", "example.com", PUBLIC).addresses()).hasSize(1);
		assertRefused("example.com:443", "example.com", 443, address);
		assertRefused("example.com:443", "example.com", 443, PUBLIC, address);
		assertRefused("example.com:443", "example.com", 443, address, PUBLIC);
	}

	static Stream<InetAddress> ownAddresses() throws IOException {
		return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
	}

	@ParameterizedTest
	@MethodSource("ownAddresses")
	void nameDoesNotLeadToTheMachineItself(InetAddress own) {
		Gate gate = new Gate(AllowList.parse(List.of("example.com", "0.0.0.0/0", "[::/0]")), (name) -> List.of(own));
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> gate.check(new Destination("example.com", 443)))
			.withMessageContaining("is a");
	}

	/** An address behind NAT64 is as public as the one it stands for. */
	@ParameterizedTest
	@ValueSource(strings = { PUBLIC, "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "169.253.0.1",
			"64:ff9b::8.8.4.4", "2606:4700::1111", "2a00:1450:4001::1" })
	void nameLeadsToPublicAddress(String address) throws IOException {
		assertThat(check("example.com:443", "example.com", address).addresses()).hasSize(1);
	}

	/** In none of these spellings does anything listed or public lead to the loopback. */
	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "0127.0.0.1", "0177.0.0.1", "0x7f.0.0.1",
			"0x7f000001", "0x7f.1", "2130706433", "017700000001", "127.0.0.01", "127.000.000.001", "::1", "0::1",
			"::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
			"2001:0:7f00:1::", "fe80::1", "fe80::1%lo", "::1%1", "localhost", "localhost.", "LOCALHOST", "0", "0.0.0.0",
			"127.0.0.1%lo", "127。0。0。1", "①②⑦.0.0.1", "127.0.0.1\t", " 127.0.0.1" })
	void spellingDoesNotLeadToLoopback(String host) {
		assertRefused("example.com:443, 0.0.0.0/0:443, [::/0]:443, 8.0.0.0/8:443", host, 443, "127.0.0.1");
		assertThat(this.lookedUp).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 127.0.0.1", "127.0.0.0/8, 127.0.0.1", "10.0.0.0/8, 10.1.2.3", "8.8.4.4, 8.8.4.4",
			"8.0.0.0/8, 8.8.4.4", "0.0.0.0/0, 8.8.4.4", "169.254.169.254, 169.254.169.254", "[::1], ::1",
			"[fd00:1::/32], fd00:1::5", "127.0.0.1, ::ffff:127.0.0.1" })
	void addressIsReachedByItsEntry(String entry, String asked) throws IOException {
		Route route = check(entry + ":443", asked);
		assertThat(route.name()).isNull();
		assertThat(route.addresses()).containsExactly(address(asked));
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 11.0.0.1", "0.0.0.0/0, 10.0.0.1", "128.0.0.0/1, 169.254.169.254", "[::/0], fd00:ec2::254",
			"[::/0], 8.8.4.4", "127.0.0.1, 127.0.0.2" })
	void addressIsNotReachedByAnotherEntry(String entry, String asked) {
		assertRefused(entry + ":443", asked, 443);
	}

	@Test
	void whenPrivateAddressIsListedThenANameMayLeadThere() throws IOException {
		String allow = "db.example:5432, 10.0.0.0/8:5432";
		assertThat(check(allow, new Destination("db.example", 5432), "10.1.2.3").addresses()).hasSize(1);
		assertRefused("db.example:5432, 10.0.0.0/8:443", "db.example", 5432, "10.1.2.3");
		assertRefused(allow, "db.example", 5432, "10.1.2.3", "192.168.0.1");
	}

	/** What a worker looks up stands for the name, and for nothing else. */
	@Test
	void placeholderLeadsToItsName() throws IOException {
		assertThat(check("b.example:443, a.example:443", "198.18.0.2", PUBLIC).name()).isEqualTo("b.example");
		assertThat(this.lookedUp).containsExactly("b.example");
		assertRefused("b.example:443", "198.18.0.1", 80);
		assertRefused("b.example:443", "198.18.0.2", 443);
	}

	private void assertRefused(String allow, String host, int port, String... addresses) {
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> check(allow, new Destination(host, port), addresses));
	}

	private Route check(String allow, String host, String... addresses) throws IOException {
		return check(allow, new Destination(host, 443), addresses);
	}

	private Route check(String allow, Destination destination, String... addresses) throws IOException {
		Gate gate = new Gate(AllowList.parse(List.of(allow.split(", "))), (name) -> {
			this.lookedUp.add(name);
			return Stream.of(addresses).map(GateTests::address).toList();
		});
		return gate.check(destination);
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
