package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;

/**
 * Leads from a port of the worker's own loopback to the proxy's socket, on one thread
 * however many connections there are, and has the JDK's clients use it. Nothing depends
 * on it for safety: the socket is there for all code of the worker, and so is all that
 * the proxy refuses.
 */
final class EgressForwarder implements Runnable {

	private static final int BACKLOG = 64;

	private final UnixDomainSocketAddress proxy;

	private final Selector selector;

	private final ServerSocketChannel server;

	private EgressForwarder(UnixDomainSocketAddress proxy, Selector selector, ServerSocketChannel server) {
		this.proxy = proxy;
		this.selector = selector;
		this.server = server;
	}

	/**
	 * Start, and set the system properties that lead clients here.
	 * @param socket the path of the proxy's socket
	 * @throws IOException if there is no port to listen on
	 */
	static void start(String socket) throws IOException {
		InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		ServerSocketChannel server = ServerSocketChannel.open();
		server.bind(new InetSocketAddress(loopback, 0), BACKLOG);
		server.configureBlocking(false);
		Selector selector = Selector.open();
		server.register(selector, SelectionKey.OP_ACCEPT);
		Thread thread = new Thread(new EgressForwarder(UnixDomainSocketAddress.of(socket), selector, server),
				"pctx-sandbox-egress");
		thread.setDaemon(true);
		thread.start();
		for (String prefix : List.of("http.proxy", "https.proxy", "socksProxy")) {
			System.setProperty(prefix + "Host", loopback.getHostAddress());
			System.setProperty(prefix + "Port", Integer.toString(server.socket().getLocalPort()));
		}
	}

	/** It ends with the JVM. */
	@Override
	public void run() {
		try {
			while (true) {
				this.selector.select();
				Iterator<SelectionKey> keys = this.selector.selectedKeys().iterator();
				while (keys.hasNext()) {
					SelectionKey key = keys.next();
					keys.remove();
					serve(key);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve(SelectionKey key) throws IOException {
		if (key.attachment() instanceof ForwardedConnection connection) {
			connection.transfer();
		}
		else {
			SocketChannel client = this.server.accept();
			if (client != null) {
				accept(client);
			}
		}
	}

	/** Where the proxy takes no more, the client is told by its connection's end. */
	private void accept(SocketChannel client) throws IOException {
		try {
			ForwardedConnection.open(client, SocketChannel.open(this.proxy), this.selector);
		}
		catch (IOException ex) {
			client.close();
		}
	}

}
