package com.portofcontext.pctx.sandbox.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Stands between hosts and the agent: each connection passes through a
 * {@link RelayedConnection}, where it can be watched, held and cut.
 */
final class Relay implements Closeable {

	private final Path socket;

	private final Path agent;

	private final ServerSocketChannel server;

	private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Trigger trigger;

	/** The newest connection with a call. */
	private volatile @Nullable RelayedConnection call;

	Relay(Path socket, Path agent) throws IOException {
		this.socket = socket;
		this.agent = agent;
		this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
		Threads.start("relay", this::accept);
	}

	private void accept() {
		while (this.server.isOpen()) {
			try {
				SocketChannel host = this.server.accept();
				try {
					SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(this.agent));
					RelayedConnection connection = new RelayedConnection(this, host, agent);
					this.connections.add(connection);
					connection.start();
				}
				catch (IOException ex) {
					host.close();
				}
			}
			catch (IOException ex) {
				// The host hung up, or the relay is closed.
			}
		}
	}

	Path socket() {
		return this.socket;
	}

	/** Have the next call watched. */
	void watch(@Nullable Trigger trigger) {
		this.call = null;
		this.trigger = trigger;
	}

	/** A call came to a step. */
	void reach(RelayedConnection connection, Step step) {
		Trigger trigger = this.trigger;
		if (trigger != null) {
			this.call = connection;
			trigger.reach(step);
		}
	}

	/** The call that is watched. */
	RelayedConnection call() {
		RelayedConnection call = this.call;
		if (call == null) {
			throw new IllegalStateException("There is no call");
		}
		return call;
	}

	/** Whether a call has printed anything. */
	boolean hasRun() {
		RelayedConnection call = this.call;
		return call != null && call.hasRun();
	}

	void closeConnections() {
		this.connections.forEach(RelayedConnection::close);
		this.connections.clear();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		closeConnections();
	}

}
