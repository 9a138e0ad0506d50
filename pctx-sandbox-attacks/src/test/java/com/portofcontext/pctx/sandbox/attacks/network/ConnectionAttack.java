package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that succeeds when a connection arrives at a server of the machine's.
 */
public abstract class ConnectionAttack implements Attack {

	private ServerSocketChannel server;

	/** Where the server listens. */
	protected abstract InetAddress address() throws IOException;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.server = ServerSocketChannel.open();
		scene.atEnd(this.server);
		this.server.bind(new InetSocketAddress(address(), 0));
		this.server.configureBlocking(false);
		return List.of(address().getHostAddress(), Integer.toString(this.server.socket().getLocalPort()));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return this.server.accept() != null;
	}

}
