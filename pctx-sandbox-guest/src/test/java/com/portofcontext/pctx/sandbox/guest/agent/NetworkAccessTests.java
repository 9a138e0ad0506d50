package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.egress.LoopbackServer;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

/**
 * Code that uses what its allow-list names, by the clients that code has, and servers on
 * this machine's loopback that tell who came.
 */
class NetworkAccessTests {

	private final AgentFixture fixture;

	private final LoopbackServer server;

	private final LoopbackServer other;

	NetworkAccessTests() throws IOException {
		this.fixture = new AgentFixture();
		this.server = LoopbackServer.start("allowed");
		this.other = LoopbackServer.start("other");
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		this.other.close();
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void clientsReachWhatIsAllowed(JailKind jail) throws Exception {
		this.fixture.start(jail);
		for (String client : List.of("httpClient", "urlConnection", "socket")) {
			Outcome outcome = call(client, this.server.address());
			assertThat(outcome.value()).as(client).isEqualTo("allowed");
			assertThat(outcome.report().proof()).contains("network=proxy");
			assertThat(outcome.report().network())
				.extracting(NetworkDecision::destination, NetworkDecision::address, NetworkDecision::allowed)
				.containsExactly(tuple(this.server.address(), "127.0.0.1", true));
			assertThat(outcome.report().network().get(0).sentBytes()).isPositive();
			assertThat(outcome.report().network().get(0).receivedBytes()).isPositive();
		}
		assertThat(this.server.accepted()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void clientsDoNotReachWhatIsNot(JailKind jail) throws Exception {
		this.fixture.start(jail);
		for (String client : List.of("httpClient", "urlConnection", "socket")) {
			Outcome outcome = call(client, this.other.address());
			assertThat(outcome.value()).as(client).asString().startsWith("refused");
			assertThat(outcome.report().network()).extracting(NetworkDecision::destination, NetworkDecision::allowed)
				.containsExactly(tuple(this.other.address(), false));
		}
		assertThat(this.other.accepted()).isZero();
	}

	private Outcome call(String client, String target) throws IOException {
		return this.fixture.call(this.fixture.define(NetworkClient.class, client, List.of(this.server.address())),
				target);
	}

}
