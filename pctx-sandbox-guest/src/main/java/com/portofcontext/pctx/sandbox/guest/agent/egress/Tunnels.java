package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What passes through a tunnel unread, but for the name that TLS begins with.
 */
final class Tunnels {

	private Tunnels() {
	}

	static boolean send(Route route, InputStream in, OutputStream out) throws IOException {
		if (route.name() != null) {
			in.mark(1);
			int first = in.read();
			in.reset();
			if (first == TlsHello.HANDSHAKE) {
				TlsHello hello = TlsHello.read(in);
				hello.check(route.name());
				out.write(hello.records());
			}
		}
		in.transferTo(out);
		return true;
	}

}
