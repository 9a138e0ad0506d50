package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an allow-list may hold.
 */
class AllowListTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			API.example.com:8443,  api.example.com:8443
			example.com,           example.com:443
			example.com.:80,       example.com:80
			*.Example.com,         *.example.com:443
			bücher.example,        xn--bcher-kva.example:443
			db:5432,               db:5432
			192.0.2.1,             192.0.2.1:443
			127.0.0.1:5432,        127.0.0.1:5432
			10.0.0.0/8,            10.0.0.0/8:443
			10.1.2.3/32:5432,      10.1.2.3:5432
			[::1]:5432,            [0:0:0:0:0:0:0:1]:5432
			[fd00::/8]:5432,       [fd00:0:0:0:0:0:0:0/8]:5432
			[::ffff:127.0.0.1]:80, 127.0.0.1:80
			""")
	void entriesHaveOneSpelling(String text, String entry) {
		assertThat(AllowList.parse(List.of(text)).entries()).containsExactly(entry);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			""                    | no host
			:443                  | no host
			https://example.com   | a URL
			example.com/path      | no address
			example.com:0         | '0' is no port
			example.com:65536     | '65536' is no port
			example.com:https     | 'https' is no port
			example.com:443:443   | '443:443' is no port
			user@example.com      | no name
			exa mple.com          | no name
			-example.com          | no name
			example..com          | no name
			*                     | no name
			*example.com          | no name
			a.*.example.com       | no name
			*.com                 | top-level domain
			localhost:80          | the machine itself
			db.localhost          | the machine itself
			127.1                 | not written as four decimal numbers
			0x7f.0.0.1            | not written as four decimal numbers
			0177.0.0.1            | not written as four decimal numbers
			2130706433            | not written as four decimal numbers
			256.0.0.1             | not written as four decimal numbers
			fd00::1               | is no port
			[fd00::1              | not closed
			[example.com]:80      | for IPv6
			10.0.0.1/8            | bits set after the first 8
			10.0.0.0/33           | '/33' is no prefix
			[fd00::/129]          | '/129' is no prefix
			0.0.0.0:80            | unspecified
			[::]:80               | unspecified
			255.255.255.255       | broadcast
			224.0.0.1             | multicast
			[ff02::1]             | multicast
			""")
	void whenEntryCannotBeMeantThenItAndTheReasonAreNamed(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> AllowList.parse(List.of("example.com", text)))
			.withMessageContainingAll("'" + text + "'", reason);
	}

	@Test
	void whenEntriesMeanTheSameThenListsAreTheSame() {
		assertThat(AllowList.parse(List.of("b.example", "a.example", "B.example:443")).entries())
			.isEqualTo(AllowList.parse(List.of("a.example:443", "b.example")).entries());
	}

	@Test
	void thereIsAnEndOfEntries() {
		assertThat(AllowList.parse(Collections.nCopies(1000, "example.com")).entries()).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> AllowList.parse(Collections.nCopies(1001, "example.com")))
			.withMessageContaining("more than 1000");
	}

	@Test
	void namesThatAreListedAsTheyAreHaveAnAddressToLookUp() {
		assertThat(AllowList.parse(List.of("*.example.com", "b.example:1", "a.example:1", "a.example:2", "10.0.0.1"))
			.hosts()).containsExactly("127.0.0.1 localhost sandbox", "::1 localhost", "198.18.0.1 a.example",
					"198.18.0.2 b.example");
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:80, true, false", "127.0.0.0/8:80, true, false", "[::1]:80, true, false",
			"0.0.0.0/0:80, false, true", "example.com, false, true" })
	void loopbackIsTheMachinesOwn(String entry, boolean loopback, boolean network) {
		AllowList list = AllowList.parse(List.of(entry));
		assertThat(list.hasLoopback()).isEqualTo(loopback);
		assertThat(list.needsNetwork()).isEqualTo(network);
	}

}
