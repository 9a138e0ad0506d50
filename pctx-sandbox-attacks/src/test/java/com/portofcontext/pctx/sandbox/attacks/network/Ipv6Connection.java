package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A service on the machine's loopback, by IPv6.
 */
class Ipv6Connection extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("::1");
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			try (Socket socket = new Socket(arguments.get(0), Integer.parseInt(arguments.get(1)))) {
				return socket.toString();
			}
		});
	}

	@Override
	public Control control() {
		return Files.exists(Path.of("/proc/net/if_inet6")) ? Control.ORDINARY
				: Control.none("this machine has no IPv6");
	}

}
