package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

/**
 * A proxy between a worker that sends bytes of its own choice and a server that tells
 * what came.
 */
class EgressProxyTests {

	private static final Duration BOUND = Duration.ofSeconds(15);

	private final LoopbackServer server = LoopbackServer.start("hello");

	private final ProxyFixture fixture = proxy(NetworkLimits.DEFAULT);

	EgressProxyTests() throws IOException {
	}

	private ProxyFixture proxy(NetworkLimits limits) throws IOException {
		ProxyFixture proxy = new ProxyFixture(limits, List.of("server.example:" + this.server.port(),
				"other.example:" + this.server.port(), this.server.address()));
		proxy.proxy().open();
		return proxy;
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
		this.server.close();
	}

	@Test
	void connectLeadsToNameAndAddress() throws IOException {
		for (String host : List.of("server.example", "SERVER.example.", "127.0.0.1", "198.18.0.2")) {
			assertThat(this.fixture.ask(connect(host) + "GET / HTTP/1.1\r\n\r\n"))
				.startsWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK")
				.endsWith("hello");
		}
		assertThat(this.server.requests()).hasSize(4).containsOnly("GET / HTTP/1.1\r\n\r\n");
		assertThat(this.fixture.decisions())
			.extracting(NetworkDecision::destination, NetworkDecision::address, NetworkDecision::allowed,
					NetworkDecision::sentBytes)
			.startsWith(tuple("server.example:" + this.server.port(), "127.0.0.1", true, 18L));
	}

	private String connect(String host) {
		return "CONNECT %1$s:%2$d HTTP/1.1\r\nHost: %1$s:%2$d\r\n\r\n".formatted(host, this.server.port());
	}

	@Test
	void socksLeadsToNameAndAddress() throws IOException {
		byte[] byName = socks(3, concat(new byte[] { 14 }, "server.example".getBytes(StandardCharsets.US_ASCII)));
		for (byte[] request : List.of(byName, socks(1, new byte[] { 127, 0, 0, 1 }),
				socks(1, new byte[] { (byte) 198, 18, 0, 2 }),
				socks(4, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1 }))) {
			assertThat(this.fixture.ask(concat(request, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
				.startsWith("\5\0\5\0\0\1\0\0\0\0\0\0HTTP/1.1 200 OK")
				.endsWith("hello");
		}
		assertThat(this.server.accepted()).isEqualTo(4);
	}

	private byte[] socks(int type, byte[] address) {
		return concat(new byte[] { 5, 2, 0, 2, 5, 1, 0, (byte) type }, address,
				new byte[] { (byte) (this.server.port() >> 8), (byte) this.server.port() });
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	@Test
	void whenSocksAsksForWhatIsNotListedThenItIsToldSo() throws IOException {
		assertThat(this.fixture.ask(socks(1, new byte[] { 127, 0, 0, 2 }))).startsWith("\5\0\5\2");
		assertThat(this.fixture.ask(socks(4, new byte[16]))).startsWith("\5\0\5\2");
		assertThat(this.server.accepted()).isZero();
	}

	@Test
	void plainRequestIsWrittenAnew() throws IOException {
		String authority = "server.example:" + this.server.port();
		assertThat(this.fixture.ask(("POST http://%1$s/a?b HTTP/1.1\r\nhost: %1$s\r\nProxy-Connection: keep-alive\r\n"
				+ "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nUpgrade: h2c\r\nX-End:   to end \r\n"
				+ "Content-Length: 3\r\n\r\nabc")
			.formatted(authority))).startsWith("HTTP/1.1 200 OK").endsWith("hello");
		assertThat(this.server.requests()).containsExactly(
				"POST /a?b HTTP/1.1\r\nHost: %s\r\nX-End: to end\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
					.formatted(authority));
	}

	@Test
	void chunksAreWrittenAnew() throws IOException {
		String authority = "server.example:" + this.server.port();
		assertThat(this.fixture.ask(
				"POST http://%s HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n00003\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"
					.formatted(authority)))
			.endsWith("hello");
		assertThat(this.server.requests().get(0)).startsWith("POST / HTTP/1.1\r\n")
			.endsWith("\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n");
	}

	@Test
	void thereIsOneRequestOnAConnection() throws IOException {
		String request = "GET http://server.example:%d/%%d HTTP/1.1\r\n\r\n".formatted(this.server.port());
		assertThat(this.fixture.ask(request.formatted(1) + request.formatted(2))).containsOnlyOnce("hello");
		assertThat(this.server.requests()).hasSize(1).first().asString().startsWith("GET /1 ");
	}

	@Test
	void whenNothingListensThenThatIsSaid() throws IOException {
		this.server.close();
		assertThat(this.fixture.ask(connect("127.0.0.1"))).startsWith("HTTP/1.1 502 ");
		assertThat(this.fixture.decisions()).singleElement().satisfies((decision) -> {
			assertThat(decision.allowed()).isTrue();
			assertThat(decision.address()).isEmpty();
			assertThat(decision.reason()).contains("refused");
		});
	}

	@Test
	void beforeItsCallAWorkerReachesNothing() throws IOException {
		try (ProxyFixture early = new ProxyFixture(NetworkLimits.DEFAULT, List.of(this.server.address()))) {
			assertThat(early.ask(connect("127.0.0.1"))).startsWith("HTTP/1.1 403 ").contains("before the call");
			early.proxy().open();
			assertThat(early.ask(connect("127.0.0.1"))).startsWith("HTTP/1.1 200 ");
		}
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.accepted()).isOne());
	}

	@Test
	void whenNobodyHasAskedThenItIsUnused() throws IOException {
		assertThat(this.fixture.proxy().suspend()).isTrue();
		assertThat(this.fixture.proxy().suspend()).isTrue();
		assertThat(this.fixture.ask(connect("127.0.0.1"))).contains("403");
		assertThat(this.fixture.proxy().suspend()).isFalse();
	}

	/** On a busy machine a call may be over before a thread looks who has come. */
	@Test
	void whenAConnectionWaitsForAThreadThenItIsUsed() throws Exception {
		ExecutorService busy = Executors.newSingleThreadExecutor();
		CompletableFuture<Void> work = new CompletableFuture<>();
		busy.execute(work::join);
		try (ProxyFixture late = new ProxyFixture(NetworkLimits.DEFAULT, List.of(this.server.address()), busy);
				SocketChannel client = late.connect()) {
			late.proxy().open();
			assertThat(late.proxy().suspend()).isFalse();
			work.complete(null);
			assertThat(ProxyFixture.readAll(client)).isEmpty();
			assertThat(late.proxy().suspend()).isFalse();
			assertThat(late.decisions()).extracting(NetworkDecision::allowed).containsExactly(false);
		}
		assertThat(this.server.accepted()).isZero();
	}

	@Test
	void whenBytesAreUsedUpThenConnectionsEnd() throws IOException {
		try (ProxyFixture little = proxy(limits(10, 10, 100))) {
			assertThat(little.ask(connect("server.example") + "x".repeat(90))).contains(" 200 ");
			assertThat(little.ask(connect("server.example") + "x".repeat(20))).contains(" 200 ");
			await().atMost(BOUND)
				.untilAsserted(() -> assertThat(this.server.requests()).containsExactly("x".repeat(90), ""));
			await().atMost(BOUND).untilAsserted(() -> assertThat(little.decisions().get(1).allowed()).isFalse());
			assertThat(little.decisions().get(1).reason()).contains("more than the 100 bytes",
					property("max-transfer-size"));
		}
	}

	@Test
	void thereIsAnEndOfConnectionsAtOnce() throws IOException {
		try (ProxyFixture little = proxy(limits(2, 10, 1000));
				SocketChannel first = little.connect();
				SocketChannel second = little.connect()) {
			for (SocketChannel channel : List.of(first, second)) {
				ProxyFixture.write(channel, connect("server.example"));
				assertThat(ProxyFixture.read(channel, 12)).isEqualTo("HTTP/1.1 200");
			}
			assertThat(little.ask("")).isEmpty();
			await().atMost(BOUND)
				.untilAsserted(() -> assertThat(little.decisions()).last()
					.satisfies((decision) -> assertThat(decision.reason()).contains(property("max-connections"))));
			first.shutdownOutput();
			ProxyFixture.readAll(first);
			await().atMost(BOUND)
				.ignoreExceptions()
				.until(() -> little.ask(connect("server.example")).contains(" 200 "));
		}
	}

	@Test
	void thereIsAnEndOfConnections() throws IOException {
		try (ProxyFixture little = proxy(limits(10, 2, 1000))) {
			assertThat(little.ask(connect("server.example"))).contains(" 200 ");
			assertThat(little.ask(connect("server.example"))).contains(" 200 ");
			assertThat(little.ask("")).isEmpty();
			await().atMost(BOUND).until(() -> isClosed(little));
			assertThat(little.decisions()).extracting(NetworkDecision::reason)
				.satisfiesExactly((reason) -> assertThat(reason).isEmpty(), (reason) -> assertThat(reason).isEmpty(),
						(reason) -> assertThat(reason).startsWith("it has made 2 connections, and may make no more")
							.contains(property("max-total-connections")));
		}
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.accepted()).isEqualTo(2));
	}

	private static boolean isClosed(ProxyFixture proxy) {
		try {
			proxy.connect().close();
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static String property(String name) {
		return "'pctx.sandbox.defaults.network.%s'".formatted(name);
	}

	private static NetworkLimits limits(int concurrent, int total, long bytes) {
		return new NetworkLimits(concurrent, total, bytes, BOUND, BOUND);
	}

	/** A byte now and then keeps nothing open. */
	@Test
	void whenRequestTakesTooLongThenConnectionEnds() throws IOException {
		NetworkLimits limits = new NetworkLimits(10, 10, 1000, Duration.ofMillis(300), BOUND);
		try (ProxyFixture hasty = proxy(limits); SocketChannel slow = hasty.connect()) {
			await().atMost(BOUND).pollInterval(Duration.ofMillis(50)).until(() -> isBroken(slow));
		}
		assertThat(this.server.accepted()).isZero();
	}

	private static boolean isBroken(SocketChannel channel) {
		try {
			ProxyFixture.write(channel, "C");
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void whenNothingPassesThenConnectionEnds() throws IOException {
		NetworkLimits limits = new NetworkLimits(10, 10, 1000, BOUND, Duration.ofMillis(300));
		try (ProxyFixture hasty = proxy(limits); SocketChannel idle = hasty.connect()) {
			ProxyFixture.write(idle, connect("server.example"));
			assertThat(ProxyFixture.readAll(idle)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
			await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).containsExactly(""));
			assertThat(hasty.decisions()).singleElement()
				.satisfies((decision) -> assertThat(decision.reason()).contains("no byte passed for 300 ms",
						property("idle-timeout")));
		}
	}

	@Test
	void whenProxyIsClosedThenItsConnectionsEnd() throws IOException {
		try (SocketChannel open = this.fixture.connect()) {
			ProxyFixture.write(open, connect("server.example") + "GET");
			assertThat(ProxyFixture.read(open, 12)).isEqualTo("HTTP/1.1 200");
			this.fixture.proxy().close();
			ProxyFixture.readAll(open);
			await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).hasSize(1));
			assertThat(isClosed(this.fixture)).isTrue();
		}
	}

	@Test
	void whatIsToldOfAWorkersTextIsShortAndPrintable() throws IOException {
		this.fixture.ask("CONNECT " + "a".repeat(2000) + ":443 HTTP/1.1\r\n\r\n");
		this.fixture.ask(socks(3, concat(new byte[] { 3, 'a', 27, '\n' })));
		assertThat(this.fixture.decisions()).hasSize(2).allSatisfy((decision) -> {
			assertThat(decision.destination().length()).isLessThan(300);
			assertThat(decision.destination()).doesNotContain("\33", "\n");
		});
	}

}
