package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A service on the machine's loopback, by other spellings of its address.
 */
class MappedAddress extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("127.0.0.1");
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String spelling : List.of("::ffff:127.0.0.1", "127.1", "2130706433", "0.0.0.0", "localhost")) {
			all.append(Hostile.attempt(() -> {
				try (Socket socket = new Socket(spelling, Integer.parseInt(arguments.get(1)))) {
					return socket.toString();
				}
			}));
		}
		return all.toString();
	}

}
