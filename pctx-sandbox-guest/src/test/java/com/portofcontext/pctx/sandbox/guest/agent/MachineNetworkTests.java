package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent on machines with another network than this one has: its process is in a
 * network namespace of the test's own. The kernel counts what is connected to in there.
 */
class MachineNetworkTests {

	private static final List<String> ALLOW = List.of("0.0.0.0/0:80", "[::/0]:80", "metadata.example:80");

	/** One interface, a gateway, and one public address, where nobody listens. */
	private static final String NETWORK = """
			ip link set lo up
			ip link add inside type veth peer name outside
			ip link set outside up
			ip link set inside up
			ip address add 192.168.5.15/24 dev inside
			ip route add default via 192.168.5.2
			ip -6 address add fd00:5::15/64 dev inside nodad
			ip -6 route add default via fd00:5::2
			ip route add local 8.8.4.4 dev lo
			exec "$@"
			""";

	private final AgentFixture fixture;

	MachineNetworkTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	/** Metadata services, the gateway, the machine itself, and its neighbours. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenAllAddressesAreListedThenThoseOfTheMachineAndItsNetworkAreNotAsked(JailKind jail) throws Exception {
		Path hosts = Files.writeString(this.fixture.base().resolve("hosts"), "169.254.169.254 metadata.example\n");
		List<String> targets = List.of("169.254.169.254:80", "metadata.example:80", "[fd00:ec2::254]:80",
				"[::ffff:169.254.169.254]:80", "192.168.5.2:80", "[fd00:5::2]:80", "192.168.5.15:80", "[fd00:5::15]:80",
				"10.0.0.1:80");
		try (AgentProcess agent = AgentProcess.start(this.fixture, jail, List.of("unshare", "--net", "env",
				"JDK_JAVA_OPTIONS=-Djdk.net.hosts.file=" + hosts, "sh", "-ec", NETWORK, "sh"))) {
			this.fixture.use(agent.socket());
			WorkerSpec spec = this.fixture.define(NetworkClient.class, "all", ALLOW);
			List<NetworkDecision> decisions = this.fixture.call(spec, targets).report().network();
			assertThat(decisions).hasSize(targets.size()).allSatisfy((decision) -> {
				assertThat(decision.allowed()).as(decision.destination()).isFalse();
				assertThat(decision.reason()).contains("which only an entry of its own would allow");
			});
			assertThat(agent.connections()).isZero();
			decisions = this.fixture.call(spec, List.of("8.8.4.4:80")).report().network();
			assertThat(decisions).singleElement().satisfies((decision) -> assertThat(decision.allowed()).isTrue());
			assertThat(agent.connections()).as("to what is public").isOne();
			this.fixture.awaitNoWorker();
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenMachineHasNoNetworkThenAllowListIsRefused(JailKind jail) throws Exception {
		try (AgentProcess agent = AgentProcess.start(this.fixture, jail, List.of("unshare", "--net"))) {
			this.fixture.use(agent.socket());
			Failure failure = this.fixture
				.refuse(this.fixture.spec(NetworkClient.class, "all", AgentFixture.LIMITS, ALLOW));
			assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
			assertThat(failure.message()).contains("has no network", "metadata.example:80", "'network.allow'");
			assertThat(this.fixture.call(this.fixture.define(NetworkClient.class, "all"), List.of()).value())
				.as("what needs none")
				.isEqualTo(List.of());
			this.fixture.awaitNoWorker();
		}
	}

}
