package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A web service of the machine's, by the JDK's client.
 */
class HttpConnection extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("127.0.0.1");
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			var connection = URI.create("http://%s:%s/".formatted(arguments.get(0), arguments.get(1)))
				.toURL()
				.openConnection();
			connection.setReadTimeout(500);
			return connection.getHeaderFields();
		});
	}

}
