package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.portofcontext.pctx.sandbox.attacks.Scene;

import static org.awaitility.Awaitility.await;

/**
 * A server of the machine's that writes down who comes and all that they say, and answers
 * each once.
 */
final class RecordingServer implements Closeable, Runnable {

	private final ServerSocket socket;

	private final String answer;

	private final List<Visit> visits = new CopyOnWriteArrayList<>();

	private RecordingServer(ServerSocket socket, String answer) {
		this.socket = socket;
		this.answer = answer;
	}

	static RecordingServer start(String answer, Scene scene) throws IOException {
		RecordingServer server = new RecordingServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")),
				answer);
		scene.atEnd(server);
		start(server);
		return server;
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "recording-server");
		thread.setDaemon(true);
		thread.start();
	}

	String port() {
		return Integer.toString(this.socket.getLocalPort());
	}

	/** The entry that allows it. */
	List<String> allow() {
		return List.of("127.0.0.1:" + port());
	}

	/** What each said that came, once they are gone. */
	List<String> visits() {
		int own = visit();
		await().atMost(Scene.BOUND)
			.until(() -> this.visits.stream().anyMatch((visit) -> visit.port() == own)
					&& this.visits.stream().allMatch(Visit::isOver));
		this.visits.removeIf((visit) -> visit.port() == own);
		return this.visits.stream().map(Visit::text).toList();
	}

	/** Come last: who came before has been let in when this is. */
	private int visit() {
		try (Socket client = new Socket(this.socket.getInetAddress(), this.socket.getLocalPort())) {
			return client.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void run() {
		while (!this.socket.isClosed()) {
			try {
				Visit visit = new Visit(this.socket.accept());
				this.visits.add(visit);
				start(() -> visit.serve(this.answer));
			}
			catch (IOException ex) {
				// The trial has ended.
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Visit visit : this.visits) {
			visit.client.close();
		}
	}

	/**
	 * One connection.
	 */
	private static final class Visit {

		private final Socket client;

		private final StringBuffer text = new StringBuffer();

		private volatile boolean over;

		Visit(Socket client) {
			this.client = client;
		}

		void serve(String answer) {
			try (this.client) {
				for (int octet = this.client.getInputStream().read(); octet >= 0; octet = this.client.getInputStream()
					.read()) {
					this.text.append((char) octet);
					if (this.text.length() >= 4 && this.text.indexOf("\r\n\r\n") == this.text.length() - 4) {
						this.client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
						this.client.shutdownOutput();
					}
				}
			}
			catch (IOException ex) {
				// It was cut off.
			}
			finally {
				this.over = true;
			}
		}

		int port() {
			return this.client.getPort();
		}

		boolean isOver() {
			return this.over;
		}

		String text() {
			return this.text.toString();
		}

	}

}
