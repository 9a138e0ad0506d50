package com.portofcontext.pctx.sandbox.attacks.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * What hostile code does that writes its requests by hand: to the proxy, or, where there
 * is none, to the server itself.
 */
final class WayOut {

	private static final int PATIENCE_MILLIS = 2000;

	private WayOut() {
	}

	private static Socket open(String port) throws IOException {
		Socket socket = new Socket(Proxy.NO_PROXY);
		socket.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getProperty("http.proxyPort", port))),
				PATIENCE_MILLIS);
		socket.setSoTimeout(PATIENCE_MILLIS);
		return socket;
	}

	/** Send a request and return what comes back, as far as it comes. */
	static String ask(String port, String request) {
		return Hostile.attempt(() -> {
			try (Socket socket = open(port)) {
				socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
				return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			}
		}) + "\n";
	}

}
