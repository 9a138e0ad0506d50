package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's connection, on which one call follows the other. The thread that has read a
 * call makes it, and another reads on: whatever comes before the call is answered ends
 * both.
 */
final class HostConnection implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(HostConnection.class);

	private final FrameChannel channel;

	private final Agent agent;

	/** The newest call. */
	private volatile @Nullable Call call;

	HostConnection(FrameChannel channel, Agent agent) {
		this.channel = channel;
		this.agent = agent;
	}

	/** Answer what is no call, until one comes or the host goes. */
	void read() {
		Call made = null;
		try {
			CallRequest request = awaitCall();
			if (request != null) {
				made = new Call();
				this.call = made;
				readOn();
				serve(request, made);
			}
		}
		catch (IOException ex) {
			logger.debug("A connection ended: {}", ex.toString());
		}
		catch (OutOfMemoryError ex) {
			logger.warn("A connection is closed for what it needs and the agent does not have: {}", ex.toString());
		}
		finally {
			// What fails after the answer is none of the next call's business.
			if (made == null || !made.answered) {
				end();
			}
			if (made != null) {
				made.sent.complete(null);
			}
		}
	}

	private @Nullable CallRequest awaitCall() throws IOException {
		while (true) {
			Frame frame = this.channel.receive(this::accepted);
			Call earlier = this.call;
			if (frame == null) {
				if (earlier != null) {
					// A host that has only ended its own side is still told.
					earlier.hostGone.complete(null);
					earlier.sent.join();
				}
				return null;
			}
			if (frame.type() == FrameType.CALL) {
				if (earlier != null) {
					// A host that does not read gets no further thread.
					earlier.sent.join();
				}
				return CallRequest.of(frame.payload());
			}
			this.agent.answer(this.channel, frame);
		}
	}

	private int accepted(FrameType type) {
		Call earlier = this.call;
		return (earlier == null || earlier.answering) ? this.agent.accepted(type) : -1;
	}

	private void readOn() throws IOException {
		try {
			this.agent.execute(this::read);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			Failure failure = new Failure(Failure.Kind.UNAVAILABLE, "The sandbox's agent has no thread for it: " + ex);
			this.channel.send(FrameType.FAILED, failure.toBytes());
			throw new IOException("there is no thread to read on", ex);
		}
	}

	private void serve(CallRequest request, Call made) throws IOException {
		try {
			this.agent.lease(this.channel, made.hostGone, made).serve(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ProtocolException("Interrupted amid a call");
		}
	}

	/** Whoever reads sees it, and ends the rest. */
	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	void end() {
		this.agent.forget(this);
		try {
			close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
		Call newest = this.call;
		if (newest != null) {
			newest.hostGone.complete(null);
		}
	}

	/**
	 * A call on this connection, from its request to its answer.
	 */
	private final class Call implements Lease.Answer {

		/** Completes when the host is gone. */
		private final CompletableFuture<Void> hostGone = new CompletableFuture<>();

		/** Completes when the answer is sent, or cannot be. */
		private final CompletableFuture<Void> sent = new CompletableFuture<>();

		/** From here on the host may send another call. */
		private volatile boolean answering;

		/** Only read by the thread that makes the call. */
		private boolean answered;

		@Override
		public void send(Frame frame) throws IOException {
			this.answering = true;
			try {
				HostConnection.this.channel.send(frame.type(), frame.payload());
				this.answered = true;
			}
			finally {
				this.sent.complete(null);
			}
		}

	}

}
