package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * HTTP's {@code CONNECT}.
 *
 * @param destination what is asked for
 */
record HttpTunnel(Destination destination) implements HttpRequest {

	@Override
	public byte[] accepted() {
		return "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public boolean send(Route route, InputStream in, OutputStream out) throws IOException {
		return Tunnels.send(route, in, out);
	}

}
