package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of HTTPS on this machine's loopback, by a certificate that an authority made
 * for its name. It remembers by which names it was asked for, once TLS stands.
 */
final class TlsServer implements Closeable, Runnable {

	private static final String PASSWORD = "password";

	private final SSLServerSocket socket;

	private final String authority;

	private final List<String> names = new CopyOnWriteArrayList<>();

	private TlsServer(SSLServerSocket socket, String authority) {
		this.socket = socket;
		this.authority = authority;
	}

	/**
	 * Start a server.
	 * @param name the name that its certificate is for
	 * @param directory where keys are kept
	 */
	static TlsServer start(String name, Path directory) throws Exception {
		Path store = directory.resolve("keys");
		keytool(store, "-genkeypair", "-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:c");
		keytool(store, "-genkeypair", "-alias", "server", "-signer", "authority", "-dname", "CN=Server", "-ext",
				"san=dns:" + name);
		KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, PASSWORD.toCharArray());
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(managers.getKeyManagers(), null, null);
		TlsServer server = new TlsServer((SSLServerSocket) tls.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), pem(keys));
		Thread thread = new Thread(server, "tls-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	/** The JDK makes certificates by this tool only. */
	private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool", "-keystore",
				store.toString(), "-storepass", PASSWORD, "-keyalg", "EC", "-J-XX:TieredStopAtLevel=1"));
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile(store.getParent(), "keytool", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
			assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String pem(KeyStore keys) throws Exception {
		return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
			.formatted(Base64.getMimeEncoder().encodeToString(keys.getCertificate("authority").getEncoded()));
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/** The certificate to trust. */
	String authority() {
		return this.authority;
	}

	/** An item for each connection whose handshake was completed. */
	List<String> names() {
		return this.names;
	}

	@Override
	public void run() {
		while (!this.socket.isClosed()) {
			try (SSLSocket client = (SSLSocket) this.socket.accept()) {
				client.startHandshake();
				this.names.add(((ExtendedSSLSession) client.getSession()).getRequestedServerNames().toString());
				readHead(client.getInputStream());
				client.getOutputStream()
					.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nallowed"
						.getBytes(StandardCharsets.US_ASCII));
			}
			catch (IOException ex) {
				// The client did not like it, or the test has ended.
			}
		}
	}

	private static void readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int character = in.read();
			if (character < 0) {
				throw new IOException("The request ended");
			}
			head.append((char) character);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
