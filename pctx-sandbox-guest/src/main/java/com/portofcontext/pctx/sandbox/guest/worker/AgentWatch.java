package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Ends this JVM when anything comes from the agent during the call, its end above all.
 * The agent's own kill does not rely on it.
 */
final class AgentWatch extends Thread implements ToIntFunction<FrameType> {

	private final FrameChannel channel;

	/** Open once the arguments are here: until then another thread receives. */
	private final CountDownLatch called = new CountDownLatch(1);

	AgentWatch(FrameChannel channel) {
		super("pctx-sandbox-agent-watch");
		this.channel = channel;
		setDaemon(true);
	}

	/** The arguments were received. */
	void begin() {
		this.called.countDown();
	}

	@Override
	public void run() {
		try {
			this.called.await();
			this.channel.receive(this);
		}
		catch (IOException | InterruptedException ex) {
			// The agent is gone, or somebody wants this thread to be.
		}
		Runtime.getRuntime().halt(0);
	}

	@Override
	public int applyAsInt(FrameType type) {
		return -1;
	}

}
