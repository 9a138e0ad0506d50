package com.portofcontext.pctx.sandbox.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * One connection of a host to the agent, frame by frame in both directions. It tells to
 * which step a call has come before it sends what brings it further.
 */
final class RelayedConnection {

	private static final int HEADER = 5;

	private final Relay relay;

	private final SocketChannel host;

	private final SocketChannel agent;

	private final AtomicInteger ended = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile boolean run;

	private volatile boolean held;

	RelayedConnection(Relay relay, SocketChannel host, SocketChannel agent) {
		this.relay = relay;
		this.host = host;
		this.agent = agent;
	}

	void start() {
		Threads.start("relay-to-agent", () -> pump(this.host, this.agent));
		Threads.start("relay-to-host", () -> pump(this.agent, this.host));
	}

	private void pump(SocketChannel from, SocketChannel to) {
		try {
			while (true) {
				pass(from, to);
			}
		}
		catch (IOException ex) {
			end(from, to);
		}
	}

	/** One direction has ended; the other goes on until its own end. */
	private void end(SocketChannel from, SocketChannel to) {
		try {
			from.shutdownInput();
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
		if (this.ended.incrementAndGet() == 2) {
			close();
		}
	}

	private void pass(SocketChannel from, SocketChannel to) throws IOException {
		ByteBuffer header = read(from, HEADER);
		FrameType type = FrameType.values()[header.get(0)];
		ByteBuffer payload = read(from, header.getInt(1));
		switch (type) {
			case CALL -> {
				reach(Step.CONNECTED);
				write(to, header);
				write(to, payload.duplicate().limit(payload.limit() / 2));
				reach(Step.CALL_PART);
				write(to, payload.position(payload.limit() / 2));
				reach(Step.CALL_SENT);
			}
			case OUTPUT -> {
				this.run = true;
				reach(Step.RUNNING);
				write(to, header);
				write(to, payload);
			}
			case REPORT -> {
				reach(Step.REPORT);
				write(to, header);
				write(to, payload);
			}
			case RESULT, THROWN, FAILED -> {
				write(to, header);
				write(to, payload.duplicate().limit(payload.limit() / 2));
				reach(Step.RESULT_PART);
				write(to, payload.position(payload.limit() / 2));
				reach(Step.ANSWERED);
			}
			default -> {
				write(to, header);
				write(to, payload);
			}
		}
	}

	private void reach(Step step) throws IOException {
		this.relay.reach(this, step);
		if (this.held) {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				throw new InterruptedIOException();
			}
		}
	}

	private static ByteBuffer read(SocketChannel from, int length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining()) {
			if (from.read(buffer) < 0) {
				throw new EOFException();
			}
		}
		return buffer.flip();
	}

	private static void write(SocketChannel to, ByteBuffer buffer) throws IOException {
		while (buffer.hasRemaining()) {
			to.write(buffer);
		}
	}

	boolean hasRun() {
		return this.run;
	}

	/** Pass on nothing more until the connection is closed. */
	void hold() {
		this.held = true;
	}

	/** The agent reads the host's end, and may still answer. */
	void endTowardsAgent() throws IOException {
		this.agent.shutdownOutput();
	}

	/** The host reads the agent's end, and may still send. */
	void endTowardsHost() throws IOException {
		this.host.shutdownOutput();
	}

	void close() {
		this.closed.countDown();
		for (SocketChannel side : new SocketChannel[] { this.host, this.agent }) {
			try {
				side.close();
			}
			catch (IOException ex) {
				// It is closed all the same.
			}
		}
	}

}
