package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A service on the machine's loopback.
 */
class LoopbackConnection extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("127.0.0.1");
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			try (Socket socket = new Socket(arguments.get(0), Integer.parseInt(arguments.get(1)))) {
				return socket.toString();
			}
		});
	}

}
