package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Has the proxy read what a worker sends. Whatever it is, it leads to an allowed
 * destination or nowhere, and a server gets one request for itself or a part of one.
 */
public final class ProxyFuzzer {

	private static final Gate GATE = new Gate(AllowList.parse(List.of("a.example:80", "*.b.example", "192.0.2.7:80")),
			ProxyFuzzer::resolve);

	private ProxyFuzzer() {
	}

	private static List<InetAddress> resolve(String name) throws UnknownHostException {
		if (!name.equals("a.example") && !name.endsWith(".b.example")) {
			throw new IllegalStateException("It looked up '%s'".formatted(name));
		}
		return List.of(InetAddress.getByAddress(new byte[] { 8, 8, 4, 4 }));
	}

	/**
	 * Read one request.
	 * @param data all that a worker sends
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		InputStream in = new BufferedInputStream(new ByteArrayInputStream(data));
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		ProxyRequest request;
		boolean whole = false;
		try {
			request = ProxyRequest.read(in, OutputStream.nullOutputStream());
			Route route = GATE.check(request.destination());
			request.send(route, in, sent);
			whole = true;
		}
		catch (IOException ex) {
			request = null;
		}
		if (whole && request instanceof PlainHttpRequest plain) {
			requireOneRequest(plain, sent.toByteArray());
		}
	}

	/** A server that reads as strictly finds one request, and nothing after it. */
	private static void requireOneRequest(PlainHttpRequest request, byte[] sent) {
		InputStream in = new ByteArrayInputStream(sent);
		try {
			HttpHead head = HttpHead.read(in);
			HttpBody.of(head).send(in, OutputStream.nullOutputStream());
			boolean same = head.method().equals(request.head().method()) && head.target().equals(request.path())
					&& head.values("Host").size() == 1 && head.values("Connection").equals(List.of("close"))
					&& Destination.parse(head.values("Host").get(0), 80).equals(request.destination());
			if (!same || in.read() >= 0) {
				throw new IllegalStateException("A server would read something else");
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("A server could not read it", ex);
		}
	}

}
