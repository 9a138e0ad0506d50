package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Code in a worker that asks a server, by clients that know nothing of a proxy.
 */
class NetworkClient {

	String httpClient(String target) throws InterruptedException {
		try {
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://" + target + "/")).build(),
						HttpResponse.BodyHandlers.ofString());
			return (response.statusCode() == 200) ? response.body() : "refused: " + response.body();
		}
		catch (IOException ex) {
			return "refused: " + ex;
		}
	}

	String urlConnection(String target) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + target + "/")
				.toURL()
				.openConnection();
			try (InputStream in = connection.getInputStream()) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
		catch (IOException ex) {
			return "refused: " + ex;
		}
	}

	/** Trust one authority and nobody else, and have the JDK compare names. */
	String https(String target, String authority) throws Exception {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		trusted.setCertificateEntry("authority", CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(null, trust.getTrustManagers(), null);
		return HttpClient.newBuilder()
			.sslContext(tls)
			.build()
			.send(HttpRequest.newBuilder(URI.create("https://" + target + "/")).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	/** Begin TLS with a server, as if it were another. */
	String tlsTo(String target, String name) {
		int colon = target.lastIndexOf(':');
		try (Socket socket = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
				Socket tls = ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, name, 443, true)) {
			socket.setSoTimeout(2000);
			((SSLSocket) tls).startHandshake();
			return "handshake";
		}
		catch (IOException ex) {
			return "refused: " + ex;
		}
	}

	List<String> all(List<String> targets) {
		return targets.stream().map(this::urlConnection).toList();
	}

	String socket(String target) {
		int colon = target.lastIndexOf(':');
		try (Socket socket = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target)
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.substring(answer.indexOf("\r\n\r\n") + 4);
		}
		catch (IOException ex) {
			return "refused: " + ex;
		}
	}

}
