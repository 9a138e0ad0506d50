package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * A service of the machine's, by a channel that does not wait for an answer.
 */
class NonBlockingConnection extends ConnectionAttack {

	@Override
	protected InetAddress address() throws IOException {
		return InetAddress.getByName("127.0.0.1");
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> {
			SocketChannel channel = SocketChannel.open();
			channel.configureBlocking(false);
			boolean connected = channel
				.connect(new InetSocketAddress(arguments.get(0), Integer.parseInt(arguments.get(1))));
			for (int i = 0; i < 100 && !connected; i++) {
				Thread.sleep(5);
				connected = channel.finishConnect();
			}
			return connected;
		});
	}

}
