package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Receives the arguments of all calls but the first. Like {@link AgentWatch} it ends this
 * JVM when anything else comes from the agent, or anything during a call, its end above
 * all.
 */
final class NextCalls extends Thread implements ToIntFunction<FrameType> {

	private final FrameChannel channel;

	/** Open once the first arguments are here: until then another thread receives. */
	private final CountDownLatch called = new CountDownLatch(1);

	private final BlockingQueue<byte[]> arguments = new ArrayBlockingQueue<>(1);

	private volatile boolean idle;

	NextCalls(FrameChannel channel) {
		super("pctx-sandbox-agent-watch");
		this.channel = channel;
		setDaemon(true);
	}

	/** The arguments of the first call were received. */
	void begin() {
		this.called.countDown();
	}

	/** Say that a call is over, and wait for the arguments of the next. */
	byte[] await() throws IOException, InterruptedException {
		this.idle = true;
		this.channel.send(FrameType.READY, new byte[0]);
		return this.arguments.take();
	}

	@Override
	public void run() {
		try {
			this.called.await();
			for (Frame frame = this.channel.receive(this); frame != null; frame = this.channel.receive(this)) {
				this.idle = false;
				this.arguments.put(frame.payload());
			}
		}
		catch (IOException | InterruptedException ex) {
			// The agent is gone, or somebody wants this thread to be.
		}
		Runtime.getRuntime().halt(0);
	}

	@Override
	public int applyAsInt(FrameType type) {
		return (this.idle && type == FrameType.ARGUMENTS) ? Integer.MAX_VALUE : -1;
	}

}
