package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on the loopback of this machine. It answers one request of a connection, and
 * remembers who connected and what came: what a client says of that proves nothing.
 */
public final class LoopbackServer implements Closeable, Runnable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

	private final ServerSocket socket;

	private final String answer;

	private final AtomicInteger accepted = new AtomicInteger();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> clients = new CopyOnWriteArrayList<>();

	private LoopbackServer(ServerSocket socket, String answer) {
		this.socket = socket;
		this.answer = answer;
	}

	/**
	 * Start a server.
	 * @param answer what it answers a request of HTTP
	 * @return the server
	 * @throws IOException if there is no port
	 */
	public static LoopbackServer start(String answer) throws IOException {
		return start(answer, "127.0.0.1", 0);
	}

	/**
	 * Start a server at an address of its own.
	 * @param answer what it answers a request of HTTP
	 * @param address the address, one of this machine's loopback
	 * @param port the port, or 0 for any
	 * @return the server
	 * @throws IOException if there is no such address, or no such port
	 */
	public static LoopbackServer start(String answer, String address, int port) throws IOException {
		LoopbackServer server = new LoopbackServer(new ServerSocket(port, 50, InetAddress.getByName(address)), answer);
		start(server);
		return server;
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "loopback-server");
		thread.setDaemon(true);
		thread.start();
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	public String address() {
		InetAddress address = this.socket.getInetAddress();
		return ((address instanceof Inet6Address) ? "[::1]:" : address.getHostAddress() + ":") + port();
	}

	/** How many connections there were. */
	public int accepted() {
		return this.accepted.get();
	}

	/** All that came, an item for each connection that has ended or was answered. */
	public List<String> requests() {
		return this.requests;
	}

	@Override
	public void run() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.accepted.incrementAndGet();
				this.clients.add(client);
				start(() -> serve(client));
			}
			catch (IOException ex) {
				// The test has ended.
			}
		}
	}

	private void serve(Socket client) {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		try (client) {
			if (read(client.getInputStream(), request)) {
				this.requests.add(text(request));
				client.getOutputStream()
					.write("HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
						.formatted(this.answer.length(), this.answer)
						.getBytes(StandardCharsets.US_ASCII));
			}
			else {
				this.requests.add(text(request));
			}
		}
		catch (IOException ex) {
			this.requests.add(text(request));
		}
	}

	/** Read a request whole, or all there is. */
	private static boolean read(InputStream in, ByteArrayOutputStream request) throws IOException {
		while (true) {
			int character = in.read();
			if (character < 0) {
				return false;
			}
			request.write(character);
			String text = text(request);
			int end = text.indexOf("\r\n\r\n") + 4;
			if (end > 3) {
				Matcher length = LENGTH.matcher(text.substring(0, end));
				boolean chunked = text.contains("chunked");
				int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
				if (chunked ? text.endsWith("\r\n0\r\n\r\n") : text.length() == end + body) {
					return true;
				}
			}
		}
	}

	private static String text(ByteArrayOutputStream bytes) {
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Socket client : this.clients) {
			client.close();
		}
	}

}
