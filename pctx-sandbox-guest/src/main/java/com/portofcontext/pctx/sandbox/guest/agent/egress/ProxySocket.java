package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The socket at which a worker asks for connections. It knows whether anybody ever came,
 * also of those whom no thread has looked at yet.
 */
final class ProxySocket implements Closeable {

	private static final int BACKLOG = 64;

	private final ServerSocketChannel server;

	private final Selector selector;

	private volatile boolean used;

	private ProxySocket(ServerSocketChannel server, Selector selector) {
		this.server = server;
		this.selector = selector;
	}

	static ProxySocket open(Path file) throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(UnixDomainSocketAddress.of(file), BACKLOG);
			server.configureBlocking(false);
			Selector selector = Selector.open();
			server.register(selector, SelectionKey.OP_ACCEPT);
			return new ProxySocket(server, selector);
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Wait for the next connection. It counts before it is accepted, for
	 * {@link #turnAway} must not miss it in between.
	 * @return the connection
	 * @throws IOException if this is closed
	 */
	SocketChannel accept() throws IOException {
		try {
			while (true) {
				this.selector.select();
				if (Thread.currentThread().isInterrupted()) {
					throw new ClosedByInterruptException();
				}
				if (!this.selector.selectedKeys().isEmpty()) {
					this.selector.selectedKeys().clear();
					this.used = true;
					SocketChannel client = this.server.accept();
					if (client != null) {
						return client;
					}
				}
			}
		}
		catch (ClosedSelectorException ex) {
			throw new IOException("The socket is closed", ex);
		}
	}

	/**
	 * End a connection that waits to be accepted.
	 * @return whether there was any
	 */
	boolean turnAway() {
		try (SocketChannel waiting = this.server.accept()) {
			if (waiting != null) {
				this.used = true;
			}
			return waiting != null;
		}
		catch (IOException ex) {
			// It is closed, and nobody can tell what came last.
			this.used = true;
			return false;
		}
	}

	boolean isUsed() {
		return this.used;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.selector.close();
	}

}
