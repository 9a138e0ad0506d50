package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that two readers could read in two ways. What is allowed is
 * {@code server.example}; no server may hear of any of them.
 */
class SmuggledRequestTests {

	private final LoopbackServer server = LoopbackServer.start("hello");

	private final ProxyFixture fixture = new ProxyFixture(NetworkLimits.DEFAULT,
			List.of("server.example:" + this.server.port(), this.server.address()));

	SmuggledRequestTests() throws IOException {
		this.fixture.proxy().open();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
		this.server.close();
	}

	/** {@code OK} stands for what is allowed, {@code N} for the end of a line. */
	@ParameterizedTest
	@ValueSource(strings = { "CONNECT OK HTTP/1.0NN", "CONNECT OK HTTP/1.1\n\n", "CONNECT OK HTTP/1.1\r\r",
			"CONNECT  OK HTTP/1.1NN", "CONNECT OK  HTTP/1.1NN", "CONNECT\tOK HTTP/1.1NN", " CONNECT OK HTTP/1.1NN",
			"connect OK HTTP/1.1NN", "CONNECT OK HTTP/1.1 xNN", "CONNECT OKNHost: evil.exampleNN",
			"CONNECT OK@evil.example:443 HTTP/1.1NN", "CONNECT evil.example:443@OK HTTP/1.1NN",
			"CONNECT http://OK HTTP/1.1NN", "CONNECT OK/ HTTP/1.1NN", "CONNECT OK#x HTTP/1.1NN",
			"CONNECT server.example HTTP/1.1NN", "CONNECT server.example:0 HTTP/1.1NN",
			"CONNECT server.example:00080 HTTP/1.1NN", "CONNECT server.example:65537 HTTP/1.1NN",
			"CONNECT [server.example]:80 HTTP/1.1NN", "CONNECT OK HTTP/1.1NHost: evil.exampleNN",
			"CONNECT OK HTTP/1.1NHost: OKNHost: OKNN", "CONNECT OK HTTP/1.1NHost: OK, evil.exampleNN",
			"CONNECT OK HTTP/1.1NContent-Length: 5NNabcde", "CONNECT OK HTTP/1.1NTransfer-Encoding: chunkedNN",
			"CONNECT OK HTTP/1.1NX : yNN", "CONNECT OK HTTP/1.1N folded: yNN", "CONNECT OK HTTP/1.1NX: yN zNN",
			"CONNECT OK HTTP/1.1N: yNN", "CONNECT OK HTTP/1.1NXNN", "CONNECT OK HTTP/1.1NX: a\0bNN",
			"CONNECT OK HTTP/1.1NX: a\rY: bNN", "CONNECT OK HTTP/1.1NX: a\nY: bNN", "GET / HTTP/1.1NHost: OKNN",
			"GET https://OK/ HTTP/1.1NN", "GET ftp://OK/ HTTP/1.1NN", "GET http://user@OK/ HTTP/1.1NN",
			"GET http://OK\\@evil.example/ HTTP/1.1NN", "GET http://OK/ HTTP/1.1NHost: evil.exampleNN",
			"GET http://OK/ HTTP/1.1NHost: OKNHost: evil.exampleNN", "GET http://OK/ HTTP/1.1NHost: server.exampleNN",
			"GET http://OK/#x HTTP/1.1NN", "GET http://OK/a b HTTP/1.1NN", "GET http:///OK HTTP/1.1NN",
			"GET http://OK/ HTTP/2.0NN", "GET http://OK/ HTTP/1.1NContent-Length: 1NContent-Length: 1NNa",
			"GET http://OK/ HTTP/1.1NContent-Length: 1, 1NNa", "GET http://OK/ HTTP/1.1NContent-Length: +1NNa",
			"GET http://OK/ HTTP/1.1NContent-Length: -1NNa", "GET http://OK/ HTTP/1.1NContent-Length: 0x1NNa",
			"GET http://OK/ HTTP/1.1NContent-Length:NNa",
			"GET http://OK/ HTTP/1.1NContent-Length: 3NTransfer-Encoding: chunkedNN0NN",
			"GET http://OK/ HTTP/1.1NTransfer-Encoding: chunkedNTransfer-Encoding: chunkedNN0NN",
			"GET http://OK/ HTTP/1.1NTransfer-Encoding: gzip, chunkedNN0NN",
			"GET http://OK/ HTTP/1.1NTransfer-Encoding: identityNN",
			"GET http://OK/ HTTP/1.1NTransfer-Encoding :chunkedNN", "\4\1\0\120\177\0\0\1\0", "\26\3\1\0\5", "\0",
			"SSH-2.0-x\r\n", "PRI * HTTP/2.0NNSMNN" })
	void malformedRequestIsRefused(String request) throws IOException {
		String text = request.replace("OK", "server.example:" + this.server.port()).replace("N", "\r\n");
		assertThat(this.fixture.ask(text.replace("CO\r\n\r\nECT", "CONNECT"))).doesNotContain(" 200 ");
		assertThat(this.server.accepted()).isZero();
		assertThat(this.fixture.decisions()).extracting(NetworkDecision::allowed).containsExactly(false);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 400 })
	void headThatIsTooLongIsRefused(int length) throws IOException {
		String header = "X-Header: " + "x".repeat(length) + "\r\n";
		assertThat(this.fixture
			.ask("CONNECT server.example:%d HTTP/1.1\r\n%s\r\n".formatted(this.server.port(), header.repeat(101))))
			.startsWith("HTTP/1.1 400 ");
		assertThat(this.server.accepted()).isZero();
	}

	/**
	 * The head was sent by then: the server is left with half a request, and no other.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "3;x=y\r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "-1\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
			"100000000\r\n", "\r\n", "3\nabc\r\n0\r\n\r\n", "0\r\nHost: evil.example\r\n\r\n" })
	void malformedChunkIsNotSent(String body) throws IOException {
		String head = "POST http://server.example:%d/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
			.formatted(this.server.port());
		assertThat(this.fixture.ask(head + body)).doesNotContain(" 200 ");
		await().atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(this.fixture.decisions()).extracting(NetworkDecision::allowed)
				.containsExactly(false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\5\1\2", "\5\1\0\4\1\0\1\177\0\0\1\0\120", "\5\1\0\5\2\0\1\177\0\0\1\0\120",
			"\5\1\0\5\3\0\1\177\0\0\1\0\120", "\5\1\0\5\1\1\1\177\0\0\1\0\120", "\5\1\0\5\1\0\2\177\0\0\1\0\120",
			"\5\1\0\5\1\0\3\0\0\120", "\5\1\0\5\1\0\3\1a\0\0", "\5\1\0\5\1\0\3\4a::b\0\120" })
	void malformedSocksIsRefused(String request) throws IOException {
		assertThat(this.fixture.ask(request)).doesNotContain("\5\0\0");
		assertThat(this.server.accepted()).isZero();
		assertThat(this.fixture.decisions()).extracting(NetworkDecision::allowed).containsExactly(false);
	}

}
