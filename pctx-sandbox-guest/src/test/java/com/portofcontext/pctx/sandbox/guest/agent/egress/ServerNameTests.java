package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the JDK's own TLS says first, through a tunnel to a name. The server tells what it
 * heard of it.
 */
class ServerNameTests {

	private static final Duration BOUND = Duration.ofSeconds(15);

	private final LoopbackServer server = LoopbackServer.start("hello");

	private final ProxyFixture fixture = new ProxyFixture(NetworkLimits.DEFAULT,
			List.of("server.example:" + this.server.port(), "db:" + this.server.port(), this.server.address()));

	ServerNameTests() throws IOException {
		this.fixture.proxy().open();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.example", "SERVER.example" })
	void whenTlsAsksForTheNameThenItPasses(String name) throws Exception {
		byte[] hello = hello(name);
		send("server.example", hello, 1);
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).hasSize(1));
		assertThat(this.server.requests().get(0)).hasSize(hello.length).startsWith("\26\3");
		assertThat(this.fixture.decisions().get(0).allowed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "www.server.example", "server.example.evil", "" })
	void whenTlsAsksForAnotherNameThenNothingOfItPasses(String name) throws Exception {
		send("server.example", hello(name), 1);
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).containsExactly(""));
		await().atMost(BOUND).untilAsserted(() -> {
			assertThat(this.fixture.decisions().get(0).allowed()).isFalse();
			assertThat(this.fixture.decisions().get(0).reason()).contains("TLS");
			assertThat(this.fixture.decisions().get(0).sentBytes()).isZero();
		});
	}

	/** In pieces, records or otherwise, it says the same. */
	@Test
	void nameIsReadWhateverItsPieces() throws Exception {
		byte[] hello = hello("evil.example");
		ByteBuffer records = ByteBuffer.allocate(hello.length * 6);
		for (int i = 5; i < hello.length; i++) {
			records.put(new byte[] { 22, 3, 1, 0, 1, hello[i] });
		}
		byte[] split = new byte[records.flip().remaining()];
		records.get(split);
		send("server.example", split, 7);
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).containsExactly(""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\26", "\26\3\1", "\26\3\1\0\4\2\0\0\0", "\26\2\1\0\4\1\0\0\0", "\26\3\1\0\0",
			"\26\3\1\177\377", "\26\3\1\0\4\1\0\0\0", "\26\3\1\0\5\1\0\0\1\0", "\26\3\1\0\5\1\0\0\0\0" })
	void whenTlsIsMalformedThenNothingPasses(String bytes) throws Exception {
		send("server.example", bytes.getBytes(StandardCharsets.ISO_8859_1), 100);
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).containsExactly(""));
	}

	/**
	 * TLS cannot say a name without a dot, and is not asked for one where none is listed.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "db", "127.0.0.1" })
	void whenThereIsNoNameToSayThenTlsNeedNotSayIt(String host) throws Exception {
		byte[] hello = hello("");
		send(host, hello, 1000);
		await().atMost(BOUND).untilAsserted(() -> assertThat(this.server.requests()).hasSize(1));
		assertThat(this.server.requests().get(0)).hasSize(hello.length);
	}

	/** Nothing is waited for where a server speaks first. */
	@Test
	void serverMaySpeakFirst() throws Exception {
		try (ServerSocket speaker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				ProxyFixture proxy = new ProxyFixture(NetworkLimits.DEFAULT,
						List.of("server.example:" + speaker.getLocalPort(), "127.0.0.1:" + speaker.getLocalPort()));
				SocketChannel client = proxy.connect()) {
			speaker.setSoTimeout((int) BOUND.toMillis());
			proxy.proxy().open();
			ProxyFixture.write(client, "CONNECT server.example:%d HTTP/1.1\r\n\r\n".formatted(speaker.getLocalPort()));
			try (Socket connection = speaker.accept()) {
				connection.getOutputStream().write("220 ready".getBytes(StandardCharsets.US_ASCII));
				assertThat(ProxyFixture.read(client, 39 + 9)).endsWith("\r\n\r\n220 ready");
			}
		}
	}

	/** Send in pieces, and end. */
	private void send(String host, byte[] bytes, int pieces) throws IOException {
		try (SocketChannel channel = this.fixture.connect()) {
			ProxyFixture.write(channel, "CONNECT %s:%d HTTP/1.1\r\n\r\n".formatted(host, this.server.port()));
			for (int i = 0; i < bytes.length; i += pieces) {
				channel.write(ByteBuffer.wrap(bytes, i, Math.min(pieces, bytes.length - i)));
			}
			channel.shutdownOutput();
			ProxyFixture.readAll(channel);
		}
		catch (IOException ex) {
			// Closed before all of it was sent.
		}
	}

	private static byte[] hello(String name) throws Exception {
		SSLEngine engine = SSLContext.getDefault().createSSLEngine();
		engine.setUseClientMode(true);
		if (!name.isEmpty()) {
			SSLParameters parameters = engine.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(name)));
			engine.setSSLParameters(parameters);
		}
		ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), out);
		byte[] bytes = new byte[out.flip().remaining()];
		out.get(bytes);
		return bytes;
	}

}
