package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be reached from a real Lima machine: a server listens wherever a way might
 * lead, and says who came. One machine serves all tests, in their order. Run by the
 * profile {@code lima}.
 */
@Tag("lima-long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxLimaNetworkTests {

	/** An address of the internet's, which in this test's network is the server's. */
	static final String PUBLIC = "93.184.216.34";

	static final String LAN = "10.9.8.7";

	private static final String METADATA = "169.254.169.254";

	/** How the host's loopback is called in the guest, and the host's IPv6. */
	private static final List<String> GATEWAYS = List.of("192.168.5.2", "[fec0::2]");

	private static final List<String> FORBIDDEN = Stream
		.concat(GATEWAYS.stream(),
				Stream.of(LAN, METADATA, "168.63.129.16", "100.64.0.9", "[fd00::9]", "[2001:4860::9]"))
		.map((host) -> host + ":" + LimaNeighbour.PORT)
		.toList();

	private static final String ALLOWED = PUBLIC + ":" + LimaNeighbour.PORT;

	private LimaFixture fixture;

	private Process neighbour;

	private Path reached;

	private LimaProcess application;

	@BeforeAll
	void prepare() throws Exception {
		this.fixture = LimaFixture.create();
		for (String address : List.of(PUBLIC, LAN, METADATA, "168.63.129.16", "100.64.0.9")) {
			this.fixture.address(address + "/32");
		}
		for (String address : List.of("fd00::9", "2001:4860::9")) {
			this.fixture.address(address + "/128");
		}
		this.fixture.resolveBy("127.0.0.1");
		this.reached = this.fixture.directory().resolve("neighbour");
		this.neighbour = this.fixture.inNetwork(this.reached, List.of(System.getProperty("java.home") + "/bin/java",
				"-cp", this.fixture.classPath(), LimaNeighbour.class.getName()));
		Awaitility.await().until(() -> Files.readString(this.reached).contains("SERVES"));
	}

	@AfterAll
	void removeAll() throws Exception {
		this.neighbour.destroyForcibly().waitFor();
		this.fixture.close();
	}

	@Test
	@Order(1)
	void whenListAllowsThenPublicAddressesAreReachedAndNoOthers() throws Exception {
		this.application = this.fixture.start("--pctx.sandbox.profiles.net.network.allow=" + ALLOWED
				+ ",public.test:8080,private.test:8080,0.0.0.0/1:8080,128.0.0.0/1:8080");
		this.application.await("STARTED");
		String outcome = this.application.outcome("reach " + ALLOWED + " public.test:8080 private.test:8080 "
				+ String.join(" ", FORBIDDEN) + " 127.0.0.1:8080 [::1]:8080");
		assertThat(outcome).contains(ALLOWED + "=hello", "public.test:8080=hello");
		assertThat(outcome.split("=hello")).hasSize(3);
		assertThat(reached()).containsExactly(PUBLIC, PUBLIC);
		assertThat(Files.readString(this.reached)).contains("ASKED public.test");
	}

	@Test
	@Order(2)
	void whenThereIsNoListThenNothingIsReachedOrAsked() throws Exception {
		int before = Files.readString(this.reached).length();
		assertThat(this.application.outcome("look")).doesNotContain("gateway=reached").contains("routes=0");
		assertThat(Files.readString(this.reached).substring(before)).isEmpty();
	}

	/** The firewall does not know what is in a list: it holds whatever the agent does. */
	@Test
	@Order(3)
	void whenAgentIsTakenOverThenPublicAddressesAreReachedAndNoOthers() throws Exception {
		List<String> before = reached();
		tryAll("sudo setpriv --regid pctx-sandbox-agent --clear-groups");
		assertThat(reached()).hasSize(before.size() + 1).endsWith(PUBLIC);
	}

	@Test
	@Order(4)
	void whenWorkerIsOutOfItsJailThenNothingIsReached() throws Exception {
		List<String> before = reached();
		tryAll("sudo -u pctx-sandbox");
		tryAll("sudo");
		tryAll("env");
		assertThat(reached()).isEqualTo(before);
		assertThat(this.fixture.guest("sudo -u pctx-sandbox sudo -n id 2>&1 || true")).doesNotContain("uid=0")
			.contains("password is required");
		assertThat(this.fixture.guest("sudo -u pctx-sandbox python3 -c '" + """
				import socket
				s = socket.socket(socket.AF_UNIX)
				try: s.connect("/run/pctx-sandbox/agent.sock"); print("connected")
				except OSError as e: print(e)
				""" + "'")).contains("Permission denied");
	}

	/** What shows that the server could have been reached. */
	@Test
	@Order(5)
	void whenFirewallIsDownThenTheHostIsReached() throws Exception {
		List<String> before = reached();
		this.fixture.guest("sudo nft delete table inet pctx_sandbox");
		tryAll("env");
		assertThat(reached().subList(before.size(), reached().size())).contains("127.0.0.1", LAN, METADATA, PUBLIC);
	}

	private void tryAll(String account) throws Exception {
		StringBuilder script = new StringBuilder("import socket\n");
		Stream.concat(Stream.of(ALLOWED), FORBIDDEN.stream()).forEach((address) -> {
			int port = address.lastIndexOf(':');
			script.append("try: socket.create_connection((\"%s\", %s), 5).close()\nexcept OSError: pass\n"
				.formatted(address.substring(0, port).replace("[", "").replace("]", ""), address.substring(port + 1)));
		});
		this.fixture.guest(account + " python3 -c '" + script + "'");
	}

	/** By which addresses the server was reached. */
	private List<String> reached() throws IOException {
		return Files.readAllLines(this.reached)
			.stream()
			.filter((line) -> line.startsWith("REACHED "))
			.map((line) -> line.substring("REACHED ".length()))
			.toList();
	}

}
