package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;

/**
 * Connections to a machine's agent: what one question or call is done with, the next one
 * takes.
 */
final class AgentConnections {

	/** Each takes a thread of the agent. */
	private static final int MAX_IDLE = 8;

	private final Machine machine;

	private final ScheduledExecutorService timer;

	private final BlockingDeque<FrameChannel> idle = new LinkedBlockingDeque<>(MAX_IDLE);

	/**
	 * Create connections.
	 * @param machine the machine of the agent
	 * @param timer ends what the agent does not answer
	 */
	AgentConnections(Machine machine, ScheduledExecutorService timer) {
		this.machine = machine;
		this.timer = timer;
	}

	/**
	 * Take a connection that nobody else has.
	 * @param patienceMillis when it is closed whatever happens
	 */
	Connection take(long patienceMillis) {
		FrameChannel channel = this.idle.pollFirst();
		while (channel != null && !isUsable(channel)) {
			close(channel);
			channel = this.idle.pollFirst();
		}
		return new Connection((channel != null) ? channel : this.machine.connect(), patienceMillis);
	}

	/** What its agent has left, or has sent anything on, is of no use. */
	private static boolean isUsable(FrameChannel channel) {
		try {
			return channel.isSilent();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Close those that are not in use. */
	void close() {
		FrameChannel channel = this.idle.pollFirst();
		while (channel != null) {
			close(channel);
			channel = this.idle.pollFirst();
		}
	}

	private static void close(FrameChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

	/**
	 * A connection that is in use.
	 */
	final class Connection implements AutoCloseable {

		private final FrameChannel channel;

		private final AtomicBoolean ended = new AtomicBoolean();

		private final ScheduledFuture<?> backstop;

		private boolean done;

		private Connection(FrameChannel channel, long patienceMillis) {
			this.channel = channel;
			this.backstop = AgentConnections.this.timer.schedule(this::abort, patienceMillis, TimeUnit.MILLISECONDS);
		}

		FrameChannel channel() {
			return this.channel;
		}

		/** End it amid what it is used for; too late, this does nothing. */
		void abort() {
			if (this.ended.compareAndSet(false, true)) {
				AgentConnections.close(this.channel);
			}
		}

		/** All that was asked is answered. */
		void done() {
			this.done = true;
		}

		@Override
		public void close() {
			this.backstop.cancel(false);
			if (!this.done) {
				abort();
			}
			else if (this.ended.compareAndSet(false, true) && !AgentConnections.this.idle.offerFirst(this.channel)) {
				AgentConnections.close(this.channel);
			}
		}

	}

}
