package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Code that looks for a network. {@link Prober} tries; what arrives and what the kernel
 * knows of its process is looked at from here.
 */
class NetworkIsolationTests {

	private final AgentFixture fixture;

	NetworkIsolationTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerConnectsToNothing(JailKind jail) throws Exception {
		this.fixture.start(jail);
		Path path = Files.createDirectory(this.fixture.base().resolve("service")).resolve("socket");
		try (ServerSocketChannel tcp = ServerSocketChannel.open();
				ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			unix.bind(UnixDomainSocketAddress.of(path));
			tcp.bind(new InetSocketAddress(0));
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
			List<String> targets = new ArrayList<>(List.of(path.toString()));
			targets.addAll(addresses(tcp.socket().getLocalPort()));
			assertThat(new Prober().connect(targets)).as("what is reached from outside").isEqualTo(targets);
			assertThat(accepted(tcp) + accepted(unix)).isEqualTo(targets.size());
			assertThat(probe("connect", targets)).isEqualTo(List.of());
			assertThat(accepted(tcp) + accepted(unix)).isZero();
		}
	}

	/** Neither would a question for a name server, whatever server it knew. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void nothingThatWorkerSendsArrives(JailKind jail) throws Exception {
		this.fixture.start(jail);
		try (DatagramChannel server = DatagramChannel.open()) {
			server.bind(new InetSocketAddress(0)).configureBlocking(false);
			List<String> targets = addresses(server.socket().getLocalPort());
			new Prober().send(targets);
			for (String target : targets) {
				await(target).atMost(AgentFixture.BOUND).until(() -> server.receive(ByteBuffer.allocate(1)) != null);
			}
			probe("send", targets);
			assertThat(server.receive(ByteBuffer.allocate(1))).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerResolvesNoName(JailKind jail) throws Exception {
		this.fixture.start(jail);
		String name = InetAddress.getLocalHost().getHostName();
		assertThat(InetAddress.getAllByName(name)).isNotEmpty();
		assertThat(probe("resolve", List.of(name, "example.com"))).isEqualTo(List.of());
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerHasNothingButALoopback(JailKind jail) throws Exception {
		this.fixture.start(jail);
		try (FrameChannel call = send("hold")) {
			awaitOutput(call);
			List<Sockets> workers = Sockets.of(this.fixture.leftovers().processes())
				.stream()
				.filter(Sockets::isJvm)
				.toList();
			assertThat(workers).hasSize(1);
			assertThat(workers.get(0).namespace()).isNotEqualTo(Sockets.ofThisProcess().namespace());
			assertThat(workers.get(0).interfaces()).containsExactly("lo");
			assertThat(workers.get(0).routes()).isEmpty();
		}
	}

	/** The agent is this process. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void neitherAgentNorWorkerListensOnTcp(JailKind jail) throws Exception {
		this.fixture.start(jail);
		try (FrameChannel call = send("hold")) {
			awaitOutput(call);
			assertThat(listeners()).isEmpty();
		}
		this.fixture.awaitNoWorker();
		try (FrameChannel call = send("listen"); ServerSocketChannel own = ServerSocketChannel.open()) {
			awaitOutput(call);
			own.bind(new InetSocketAddress(0));
			assertThat(listeners()).as("who listens").hasSize(2);
		}
	}

	private List<String> listeners() throws IOException {
		List<String> listeners = new ArrayList<>(Sockets.ofThisProcess().listeners());
		for (Sockets process : Sockets.of(this.fixture.leftovers().processes())) {
			listeners.addAll(process.listeners());
		}
		return listeners;
	}

	private FrameChannel send(String method) throws IOException {
		return this.fixture.send(this.fixture.define(Prober.class, method), AgentFixture.TIMEOUT);
	}

	private static void awaitOutput(FrameChannel call) throws IOException {
		assertThat(call.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
	}

	private static List<String> addresses(int port) throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.map((address) -> address.getHostAddress().replaceAll("%.*", "") + ":" + port)
			.toList();
	}

	private static int accepted(ServerSocketChannel server) throws IOException {
		server.configureBlocking(false);
		int count = 0;
		for (SocketChannel connection = server.accept(); connection != null; connection = server.accept()) {
			connection.close();
			count++;
		}
		return count;
	}

	private Object probe(String method, List<String> targets) throws IOException {
		return this.fixture.call(this.fixture.define(Prober.class, method), targets).value();
	}

}
