package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One request without TLS. It is written anew from what was understood of it, and is the
 * only one on its connection.
 *
 * @param destination what it is for
 * @param head its head
 * @param path what it asks of the server
 * @param body its body
 */
record PlainHttpRequest(Destination destination, HttpHead head, String path, HttpBody body) implements HttpRequest {

	/** They are between the worker and the proxy. */
	private static final Set<String> HOP_BY_HOP = Set.of("host", "connection", "proxy-connection", "keep-alive",
			"proxy-authorization", "te", "trailer", "upgrade", "http2-settings");

	private static final Set<String> NEVER_DROPPED = Set.of("content-length", "transfer-encoding");

	@Override
	public byte[] accepted() {
		return new byte[0];
	}

	@Override
	public boolean send(Route route, InputStream in, OutputStream out) throws IOException {
		out.write(headToSend());
		this.body.send(in, out);
		return false;
	}

	private byte[] headToSend() {
		Set<String> dropped = this.head.values("Connection")
			.stream()
			.flatMap((value) -> Arrays.stream(value.split(",")))
			.map((name) -> name.strip().toLowerCase(Locale.ROOT))
			.filter((name) -> !NEVER_DROPPED.contains(name))
			.collect(Collectors.toSet());
		StringBuilder text = new StringBuilder();
		text.append("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(this.head.method(), this.path, authority()));
		for (HttpHead.Header header : this.head.headers()) {
			String name = header.name().toLowerCase(Locale.ROOT);
			if (!HOP_BY_HOP.contains(name) && !dropped.contains(name)) {
				text.append(header.name()).append(": ").append(header.value()).append("\r\n");
			}
		}
		return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	private String authority() {
		String text = this.destination.toString();
		return text.endsWith(":80") ? text.substring(0, text.length() - 3) : text;
	}

}
