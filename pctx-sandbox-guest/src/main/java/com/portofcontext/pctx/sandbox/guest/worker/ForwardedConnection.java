package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A client's connection and the proxy's, joined: what one says the other is told, its end
 * too.
 */
final class ForwardedConnection {

	private final Direction there;

	private final Direction back;

	private ForwardedConnection(SelectionKey client, SelectionKey proxy) {
		this.there = new Direction(client, proxy);
		this.back = new Direction(proxy, client);
	}

	static void open(SocketChannel client, SocketChannel proxy, Selector selector) throws IOException {
		try {
			client.configureBlocking(false);
			proxy.configureBlocking(false);
			SelectionKey clientKey = client.register(selector, 0);
			SelectionKey proxyKey = proxy.register(selector, 0);
			ForwardedConnection connection = new ForwardedConnection(clientKey, proxyKey);
			clientKey.attach(connection);
			proxyKey.attach(connection);
			connection.transfer();
		}
		catch (IOException ex) {
			proxy.close();
			throw ex;
		}
	}

	/** Pass on what is there, and wait for what is missing. */
	void transfer() {
		try {
			this.there.transfer();
			this.back.transfer();
			if (this.there.ended && this.back.ended) {
				close();
				return;
			}
			this.there.await(this.back);
			this.back.await(this.there);
		}
		catch (IOException ex) {
			close();
		}
	}

	private void close() {
		for (SelectionKey key : new SelectionKey[] { this.there.from, this.back.from }) {
			try {
				key.channel().close();
			}
			catch (IOException ex) {
				// It is closed all the same.
			}
		}
	}

	private static final class Direction {

		private static final int BUFFER = 16 * 1024;

		private final SelectionKey from;

		private final SelectionKey to;

		private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

		/** Nothing more comes. */
		private boolean drained;

		/** All that came was passed on, and that it was all. */
		private boolean ended;

		private Direction(SelectionKey from, SelectionKey to) {
			this.from = from;
			this.to = to;
		}

		private void transfer() throws IOException {
			if (this.ended) {
				return;
			}
			SocketChannel source = (SocketChannel) this.from.channel();
			SocketChannel target = (SocketChannel) this.to.channel();
			if (!this.drained && this.buffer.hasRemaining()) {
				this.drained = source.read(this.buffer) < 0;
			}
			this.buffer.flip();
			target.write(this.buffer);
			this.buffer.compact();
			if (this.drained && this.buffer.position() == 0) {
				target.shutdownOutput();
				this.ended = true;
			}
		}

		/**
		 * Ask for what this direction needs of its source, and the other one of its
		 * target, which is the same channel.
		 */
		private void await(Direction other) {
			boolean read = !this.drained && this.buffer.hasRemaining();
			boolean write = other.buffer.position() > 0;
			this.from.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
		}

	}

}
