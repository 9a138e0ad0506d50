package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's connection, on which one call follows the other. The thread that has read a
 * call makes it, and another reads on: whatever comes before the call is answered, but
 * pieces of streams that it asked for, ends both.
 */
final class HostConnection implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(HostConnection.class);

	private final FrameChannel channel;

	private final Agent agent;

	private final StreamRelay streams;

	/** Completes when the host is gone amid a call; there is none between two calls. */
	private final AtomicReference<@Nullable CompletableFuture<Void>> call = new AtomicReference<>();

	HostConnection(FrameChannel channel, Agent agent) {
		this.channel = channel;
		this.agent = agent;
		this.streams = new StreamRelay(channel);
	}

	void begin() {
		this.agent.connections().add(this);
		this.agent.threads().execute(this::read);
	}

	/** Answer what is no call, until one comes or the host goes. */
	private void read() {
		boolean goesOn = false;
		try {
			CallRequest request = awaitCall();
			if (request != null) {
				CompletableFuture<Void> hostGone = new CompletableFuture<>();
				this.call.set(hostGone);
				this.agent.threads().execute(this::read);
				serve(request, hostGone);
				goesOn = true;
			}
		}
		catch (IOException ex) {
			logger.debug("A connection ended: {}", ex.toString());
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.warn("A connection is closed for what it needs and the agent does not have: {}", ex.toString());
		}
		finally {
			if (!goesOn) {
				close();
			}
		}
	}

	private @Nullable CallRequest awaitCall() throws IOException {
		while (true) {
			Frame frame = this.channel.receive(this::accepted);
			if (frame == null) {
				return null;
			}
			if (frame.type() == FrameType.CALL) {
				return CallRequest.of(frame.payload());
			}
			if (frame.type() == FrameType.CHUNK) {
				this.streams.toWorker(frame);
			}
			else {
				this.agent.answer(this.channel, frame);
			}
		}
	}

	private int accepted(FrameType type) {
		return (this.call.get() == null) ? this.agent.accepted(type) : this.streams.accepted(type);
	}

	private void serve(CallRequest request, CompletableFuture<Void> hostGone) throws IOException {
		try {
			this.agent.lease(this.channel, hostGone, () -> this.call.set(null), this.streams).serve(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ProtocolException("Interrupted amid a call");
		}
	}

	@Override
	public void close() {
		this.agent.connections().remove(this);
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
		CompletableFuture<Void> hostGone = this.call.getAndSet(null);
		if (hostGone != null) {
			hostGone.complete(null);
		}
	}

}
