package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import org.jspecify.annotations.Nullable;

/**
 * Ends this JVM when anything comes from the agent during the call but pieces of streams,
 * its end above all. The agent's own kill does not rely on it.
 */
final class AgentWatch extends Thread implements ToIntFunction<FrameType> {

	private final FrameChannel channel;

	private final @Nullable CallStreams streams;

	/** Open once the arguments are here: until then another thread receives. */
	private final CountDownLatch called = new CountDownLatch(1);

	AgentWatch(FrameChannel channel, @Nullable CallStreams streams) {
		super("pctx-sandbox-agent-watch");
		this.channel = channel;
		this.streams = streams;
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
			Frame frame = this.channel.receive(this);
			while (frame != null && this.streams != null) {
				this.streams.accept(frame.payload());
				frame = this.channel.receive(this);
			}
		}
		catch (IOException | InterruptedException ex) {
			// The agent is gone, or somebody wants this thread to be.
		}
		Runtime.getRuntime().halt(0);
	}

	@Override
	public int applyAsInt(FrameType type) {
		return (this.streams != null && type == FrameType.CHUNK) ? StreamChunk.MAX_BYTES : -1;
	}

}
