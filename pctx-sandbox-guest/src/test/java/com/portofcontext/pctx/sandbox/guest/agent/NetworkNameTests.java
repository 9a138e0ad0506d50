package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.portofcontext.pctx.sandbox.guest.agent.egress.LoopbackServer;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Code that asks for names. Where they lead is this test's choice, and servers on this
 * machine's loopback tell who came.
 */
class NetworkNameTests {

	private static final String NAME = "server.example";

	private final AgentFixture fixture;

	private final LoopbackServer server;

	/** Where the name leads: the first answer, the second, and so on. */
	private final List<String> answers = new CopyOnWriteArrayList<>();

	private final List<String> lookedUp = new CopyOnWriteArrayList<>();

	NetworkNameTests() throws IOException {
		this.fixture = new AgentFixture();
		this.server = LoopbackServer.start("allowed");
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.fixture.close();
	}

	private List<InetAddress> resolve(String name) throws UnknownHostException {
		String answer = this.answers.get(Math.min(this.lookedUp.size(), this.answers.size() - 1));
		this.lookedUp.add(name);
		return List.of(InetAddress.getByName(answer));
	}

	private void start(JailKind jail, String... addresses) throws Exception {
		this.answers.addAll(List.of(addresses));
		this.fixture.start(jail, AgentFixture.POOL, this::resolve);
	}

	private Outcome call(String method, int port, Object... arguments) throws IOException {
		return this.fixture.call(
				this.fixture.define(NetworkClient.class, method, List.of(NAME + ":" + port, "127.0.0.1:" + port)),
				arguments);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void clientsReachTheNameThatIsAllowed(JailKind jail) throws Exception {
		start(jail, "127.0.0.1");
		String target = NAME + ":" + this.server.port();
		for (String client : List.of("httpClient", "urlConnection", "socket")) {
			Outcome outcome = call(client, this.server.port(), target);
			assertThat(outcome.value()).as(client).isEqualTo("allowed");
			assertThat(outcome.report().network())
				.extracting(NetworkDecision::destination, NetworkDecision::address, NetworkDecision::allowed)
				.containsExactly(tuple(target, "127.0.0.1", true));
		}
		assertThat(this.server.accepted()).isEqualTo(3);
		assertThat(this.lookedUp).containsExactly(NAME, NAME, NAME);
	}

	/**
	 * From the jail to the server in one piece: the proxy reads no more than the name.
	 */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void tlsReachesTheNameThatIsAllowed(JailKind jail, @TempDir Path directory) throws Exception {
		start(jail, "127.0.0.1");
		try (TlsServer secure = TlsServer.start(NAME, directory)) {
			Outcome outcome = call("https", secure.port(), NAME + ":" + secure.port(), secure.authority());
			assertThat(outcome.value()).isEqualTo("allowed");
			assertThat(secure.names()).singleElement().asString().contains(NAME);
			assertThat(outcome.report().network())
				.extracting(NetworkDecision::destination, NetworkDecision::address, NetworkDecision::allowed)
				.containsExactly(tuple(NAME + ":" + secure.port(), "127.0.0.1", true));
		}
	}

	/** A server of many sites would answer for the one that TLS asks for. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenTlsAsksForAnotherNameThenTheServerHearsNothing(JailKind jail) throws Exception {
		start(jail, "127.0.0.1");
		String target = NAME + ":" + this.server.port();
		Outcome outcome = call("tlsTo", this.server.port(), target, "evil.example");
		assertThat(outcome.value()).asString().startsWith("refused");
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(this.server.requests()).containsExactly(""));
		assertThat(outcome.report().network()).singleElement().satisfies((decision) -> {
			assertThat(decision.allowed()).isFalse();
			assertThat(decision.reason()).isEqualTo("TLS asks for 'evil.example' instead");
		});
		new NetworkClient().tlsTo(this.server.address(), "evil.example");
		await().atMost(AgentFixture.BOUND)
			.untilAsserted(() -> assertThat(this.server.requests()).as("without a jail")
				.last()
				.asString()
				.contains("evil.example"));
	}

	/**
	 * The second answer is an address that no entry names, and somebody listens there.
	 */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenNameComesToLeadElsewhereThenItIsNotReached(JailKind jail) throws Exception {
		start(jail, "127.0.0.1", "127.0.0.2");
		String target = NAME + ":" + this.server.port();
		try (LoopbackServer elsewhere = LoopbackServer.start("rebound", "127.0.0.2", this.server.port())) {
			Outcome outcome = call("all", this.server.port(), List.of(target, target));
			assertThat(outcome.value()).asString().startsWith("[allowed, refused");
			assertThat(this.server.accepted()).isOne();
			assertThat(elsewhere.accepted()).isZero();
			assertThat(this.lookedUp).containsExactly(NAME, NAME);
			assertThat(outcome.report().network()).last()
				.satisfies((decision) -> assertThat(decision.reason()).contains("127.0.0.2 is a loopback address"));
			assertThat(new NetworkClient().urlConnection(elsewhere.address())).as("without a jail")
				.isEqualTo("rebound");
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void clientsReachAnAddressOfIpv6(JailKind jail) throws Exception {
		this.fixture.start(jail);
		try (LoopbackServer six = LoopbackServer.start("six", "::1", 0)) {
			for (String client : List.of("httpClient", "urlConnection", "socket")) {
				Outcome outcome = this.fixture
					.call(this.fixture.define(NetworkClient.class, client, List.of(six.address())), six.address());
				assertThat(outcome.value()).as(client).isEqualTo("six");
				assertThat(outcome.report().network()).extracting(NetworkDecision::allowed).containsExactly(true);
			}
			assertThat(six.accepted()).isEqualTo(3);
		}
	}

}
