package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;

/**
 * A service of the machine's, by every address that it has.
 */
class MachinesAddress extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("0.0.0.0");
	}

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		List<String> arguments = new ArrayList<>(super.prepare(scene));
		NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter(Inet4Address.class::isInstance)
			.forEach((address) -> arguments.add(address.getHostAddress()));
		return arguments;
	}

	@Override
	public String attack(List<String> arguments) {
		return arguments.stream().skip(2).map((address) -> Hostile.attempt(() -> {
			try (Socket socket = new Socket(address, Integer.parseInt(arguments.get(1)))) {
				return socket.toString();
			}
		})).collect(Collectors.joining("\n"));
	}

}
