package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A datagram, which nobody has to accept: what carries data out by way of name servers.
 */
class Datagram implements Attack {

	private DatagramChannel server;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.server = DatagramChannel.open();
		scene.atEnd(this.server);
		this.server.bind(new InetSocketAddress("127.0.0.1", 0));
		this.server.configureBlocking(false);
		return List.of(Integer.toString(this.server.socket().getLocalPort()));
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			try (DatagramSocket socket = new DatagramSocket()) {
				socket.send(new DatagramPacket(new byte[] { 1 }, 1, InetAddress.getByName("127.0.0.1"),
						Integer.parseInt(arguments.get(0))));
				return "sent";
			}
		});
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return this.server.receive(ByteBuffer.allocate(8)) != null;
	}

}
