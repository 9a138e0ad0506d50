package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What code may use of its network is what the properties say, on a real jail. A server
 * on this machine's loopback tells who came and how much.
 */
@SandboxApplicationTest
@TestPropertySource(properties = { "pctx.sandbox.profiles.few.network.max-total-connections=2",
		"pctx.sandbox.profiles.single.network.max-connections=1",
		"pctx.sandbox.profiles.small.network.max-transfer-size=100KB",
		"pctx.sandbox.profiles.hasty.network.idle-timeout=500ms" })
class SandboxNetworkLimitsTests {

	private static final Server server = new Server();

	@Autowired
	private SandboxOperations operations;

	@DynamicPropertySource
	static void allowServer(DynamicPropertyRegistry registry) {
		registry.add("pctx.sandbox.defaults.network.allow", () -> "127.0.0.1:" + server.port());
	}

	@BeforeEach
	void forgetEarlierCalls() {
		server.accepted.set(0);
		server.bytes.set(0);
	}

	@AfterAll
	static void close() throws IOException {
		server.socket.close();
	}

	@Test
	void whenNoPropertyLimitsItThenCodeConnectsAndSends() {
		SandboxResult<Integer> result = this.operations.call("client", "connectUnlimited", server.port());
		assertThat(result.value()).isEqualTo(3);
		assertThat(server.accepted).hasValue(3);
		assertThat(result.report().network()).extracting(SandboxReport.Connection::reason).containsOnly("");
	}

	@Test
	void whenConnectionsAreUsedUpThenTheNextIsRefused() {
		SandboxResult<Integer> result = this.operations.call("client", "connectInTurn", server.port());
		assertThat(result.value()).isEqualTo(2);
		assertThat(server.accepted).hasValue(2);
		assertThat(last(result).allowed()).isFalse();
		assertThat(last(result).reason()).contains("it has made 2 connections",
				"pctx.sandbox.profiles.<name>.network.max-total-connections");
	}

	@Test
	void whenConnectionsAreHeldThenOneMoreAtOnceIsRefused() {
		SandboxResult<Integer> result = this.operations.call("client", "connectAtOnce", server.port());
		assertThat(result.value()).isOne();
		assertThat(server.accepted).hasValue(1);
		assertThat(last(result).reason()).contains("it has 1 connections",
				"pctx.sandbox.profiles.<name>.network.max-connections");
	}

	@Test
	void whenMoreIsSentThanAllowedThenConnectionEnds() {
		SandboxResult<Boolean> result = this.operations.call("client", "flood", server.port());
		assertThat(result.value()).isTrue();
		await().untilAsserted(() -> assertThat(server.bytes.get()).isBetween(50_000L, 100L * 1024));
		assertThat(last(result).reason()).contains("more than the 102400 bytes",
				"pctx.sandbox.profiles.<name>.network.max-transfer-size");
	}

	@Test
	void whenNothingIsSentThenConnectionEnds() {
		SandboxResult<Integer> result = this.operations.call("client", "waitForEnd", server.port());
		assertThat(result.value()).isEqualTo(-1);
		assertThat(last(result).reason()).contains("no byte passed for 500 ms",
				"pctx.sandbox.profiles.<name>.network.idle-timeout");
	}

	private static SandboxReport.Connection last(SandboxResult<?> result) {
		List<SandboxReport.Connection> network = result.report().network();
		return network.get(network.size() - 1);
	}

	static class Client {

		@Sandboxed
		public int connectUnlimited(int port) {
			return connect(port, false);
		}

		@Sandboxed(profile = "few")
		public int connectInTurn(int port) {
			return connect(port, false);
		}

		@Sandboxed(profile = "single")
		public int connectAtOnce(int port) {
			return connect(port, true);
		}

		/** Tries three times, and returns how often it came through. */
		private static int connect(int port, boolean hold) {
			List<Socket> sockets = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				try {
					Socket socket = new Socket("127.0.0.1", port);
					sockets.add(socket);
					if (!hold) {
						socket.close();
					}
				}
				catch (IOException ex) {
					// Refused.
				}
			}
			return sockets.size();
		}

		@Sandboxed(profile = "small")
		public boolean flood(int port) throws IOException {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				while (true) {
					socket.getOutputStream().write(new byte[10_000]);
				}
			}
			catch (IOException ex) {
				return true;
			}
		}

		@Sandboxed(profile = "hasty")
		public int waitForEnd(int port) throws IOException {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				return socket.getInputStream().read();
			}
		}

	}

	/**
	 * Counts connections and bytes, and says nothing.
	 */
	private static final class Server {

		private final AtomicInteger accepted = new AtomicInteger();

		private final AtomicLong bytes = new AtomicLong();

		private final ServerSocket socket;

		Server() {
			try {
				this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			start("test-server", this::accept);
		}

		int port() {
			return this.socket.getLocalPort();
		}

		private static void start(String name, Runnable task) {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			thread.start();
		}

		private void accept() {
			try {
				while (true) {
					Socket client = this.socket.accept();
					this.accepted.incrementAndGet();
					start("test-server-connection", () -> drain(client));
				}
			}
			catch (IOException ex) {
				// The test is over.
			}
		}

		private void drain(Socket client) {
			try (client) {
				byte[] buffer = new byte[8192];
				int read;
				while ((read = client.getInputStream().read(buffer)) >= 0) {
					this.bytes.addAndGet(read);
				}
			}
			catch (IOException ex) {
				// It was cut off.
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Client client() {
			return new Client();
		}

	}

}
