package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.egress.LoopbackServer;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

/**
 * Code that uses what its allow-list names, by the clients that code has, and servers on
 * this machine's loopback that tell who came.
 */
@ExtendWith(OutputCaptureExtension.class)
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

	/** One that is allowed, one that is not, and one where nobody listens. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void eachDecisionIsInTheLogAndInTheReport(JailKind jail, CapturedOutput log) throws Exception {
		this.fixture.start(jail);
		LoopbackServer gone = LoopbackServer.start("gone");
		gone.close();
		Outcome outcome = this.fixture.call(
				this.fixture.define(NetworkClient.class, "all", List.of(this.server.address(), gone.address())),
				List.of(this.server.address(), this.other.address(), gone.address()));
		assertThat(outcome.report().network())
			.extracting(NetworkDecision::destination, NetworkDecision::allowed, NetworkDecision::address)
			.containsExactly(tuple(this.server.address(), true, "127.0.0.1"), tuple(this.other.address(), false, ""),
					tuple(gone.address(), true, ""));
		assertThat(outcome.report().network()).extracting(NetworkDecision::reason)
			.satisfiesExactly((reason) -> assertThat(reason).isEmpty(),
					(reason) -> assertThat(reason).contains("no entry of the allow-list"),
					(reason) -> assertThat(reason).contains("refused"));
		assertThat(log.getAll().lines().filter((line) -> line.contains("NetworkClient.all "))).satisfiesExactly(
				(line) -> assertThat(line).contains("INFO", "connects to " + this.server.address() + " at 127.0.0.1"),
				(line) -> assertThat(line).contains("WARN",
						"may not connect to " + this.other.address() + ": no entry"),
				(line) -> assertThat(line).contains("INFO", "lost " + gone.address() + ": ", "refused"));
		assertThat(this.server.accepted()).isOne();
		assertThat(this.other.accepted()).isZero();
	}

	private Outcome call(String client, String target) throws IOException {
		return this.fixture.call(this.fixture.define(NetworkClient.class, client, List.of(this.server.address())),
				target);
	}

}
