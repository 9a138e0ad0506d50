package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on the loopback of this machine. It answers one request of a connection, and
 * counts whoever connects: what a client says of that proves nothing.
 */
final class TestServer implements Closeable, Runnable {

	private final ServerSocket socket;

	private final String answer;

	private final AtomicInteger accepted = new AtomicInteger();

	private TestServer(ServerSocket socket, String answer) {
		this.socket = socket;
		this.answer = answer;
	}

	static TestServer start(String answer) throws IOException {
		TestServer server = new TestServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), answer);
		Thread thread = new Thread(server, "test-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	String address() {
		return "127.0.0.1:" + this.socket.getLocalPort();
	}

	int accepted() {
		return this.accepted.get();
	}

	@Override
	public void run() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				this.accepted.incrementAndGet();
				answer(client);
			}
			catch (IOException ex) {
				// The client is gone, or the test has ended.
			}
		}
	}

	private void answer(Socket client) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int character = client.getInputStream().read();
			if (character < 0) {
				return;
			}
			head.append((char) character);
		}
		client.getOutputStream()
			.write("HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
				.formatted(this.answer.length(), this.answer)
				.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
