package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Requests by HTTP: a tunnel, or one plain request.
 */
final class HttpRequests {

	private static final String SCHEME = "http://";

	private static final int HTTP_PORT = 80;

	private HttpRequests() {
	}

	static HttpRequest read(InputStream in, OutputStream out) throws IOException {
		try {
			HttpHead head = HttpHead.read(in);
			return head.method().equals("CONNECT") ? tunnel(head) : plain(head);
		}
		catch (RefusedException ex) {
			out.write(answer(400, "Bad Request", ex.reason()));
			throw ex;
		}
	}

	private static HttpTunnel tunnel(HttpHead head) throws RefusedException {
		Destination destination = destination(head.target(), 0);
		checkHost(head, destination, destination.port());
		if (!HttpBody.of(head).equals(HttpBody.NONE)) {
			throw new RefusedException("a request for a tunnel has a body");
		}
		return new HttpTunnel(destination);
	}

	private static PlainHttpRequest plain(HttpHead head) throws RefusedException {
		String target = head.target();
		if (!target.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
			throw new RefusedException("a request is not for a URL of http");
		}
		int end = SCHEME.length();
		while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
			end++;
		}
		String path = target.substring(end);
		if (path.indexOf('#') >= 0) {
			throw new RefusedException("the URL of a request has a fragment");
		}
		Destination destination = destination(target.substring(SCHEME.length(), end), HTTP_PORT);
		checkHost(head, destination, HTTP_PORT);
		return new PlainHttpRequest(destination, head, path.startsWith("/") ? path : "/" + path, HttpBody.of(head));
	}

	private static Destination destination(String text, int defaultPort) throws RefusedException {
		try {
			Destination destination = Destination.parse(text, defaultPort);
			if (destination.port() == 0) {
				throw new RefusedException("a request for a tunnel has no port");
			}
			return destination;
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException("the destination of a request is malformed: " + ex.getMessage());
		}
	}

	/** Or a server of many names would answer for another. */
	private static void checkHost(HttpHead head, Destination destination, int defaultPort) throws RefusedException {
		List<String> hosts = head.values("Host");
		if (hosts.size() > 1 || hosts.stream()
			.anyMatch((host) -> !destination.toString().equalsIgnoreCase(destinationOrNone(host, defaultPort)))) {
			throw new RefusedException("the Host of a request is not its destination");
		}
	}

	private static String destinationOrNone(String text, int defaultPort) {
		try {
			return Destination.parse(text, defaultPort).toString();
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	/** The reason is in the first line, which is all that some clients show. */
	static byte[] answer(int status, String phrase, String reason) {
		String text = "pctx-sandbox: " + printable(reason);
		return "HTTP/1.1 %d %s (%s)\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n"
			.formatted(status, phrase, text, text.length() + 1, text)
			.getBytes(StandardCharsets.US_ASCII);
	}

	private static String printable(String text) {
		return text.replaceAll("[^\\x20-\\x7e]", "?");
	}

}
