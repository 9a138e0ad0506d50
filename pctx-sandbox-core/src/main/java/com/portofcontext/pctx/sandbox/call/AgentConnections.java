package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a machine's agent: what one question or call is done with, the next one
 * takes, as long as there is one now and then.
 */
final class AgentConnections {

	/** Each takes a thread of the agent. */
	private static final int MAX_IDLE = 8;

	private final Machine machine;

	private final ScheduledExecutorService timer;

	private final long idleNanos;

	/** The last one that was used is the first. */
	private final Deque<Idle> idle = new LinkedBlockingDeque<>(MAX_IDLE);

	private final AtomicBoolean expiring = new AtomicBoolean();

	private volatile boolean closed;

	/**
	 * Create connections.
	 * @param machine the machine of the agent
	 * @param timer ends what the agent does not answer, and what nobody uses
	 * @param idleMillis how long one is kept that nobody uses
	 */
	AgentConnections(Machine machine, ScheduledExecutorService timer, long idleMillis) {
		this.machine = machine;
		this.timer = timer;
		this.idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMillis);
	}

	/**
	 * Take a connection that nobody else has.
	 * @param patienceMillis when it is closed whatever happens
	 */
	Connection take(long patienceMillis) {
		FrameChannel channel = takeIdle();
		if (channel == null) {
			channel = this.machine.connect();
		}
		try {
			return new Connection(channel, patienceMillis);
		}
		catch (RuntimeException | Error ex) {
			close(channel);
			throw ex;
		}
	}

	/** What its agent has left, or has sent anything on, is of no use. */
	private @Nullable FrameChannel takeIdle() {
		Idle candidate = this.idle.pollFirst();
		while (candidate != null && !isUsable(candidate.channel())) {
			close(candidate.channel());
			candidate = this.idle.pollFirst();
		}
		return (candidate != null) ? candidate.channel() : null;
	}

	private static boolean isUsable(FrameChannel channel) {
		try {
			return channel.isSilent();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void giveBack(FrameChannel channel) {
		if (!this.idle.offerFirst(new Idle(channel, System.nanoTime()))) {
			close(channel);
		}
		if (this.closed) {
			closeIdle(0);
		}
		else {
			expireLater();
		}
	}

	/** One task is enough for all. */
	private void expireLater() {
		if (this.expiring.compareAndSet(false, true)) {
			this.timer.schedule(this::expire, this.idleNanos, TimeUnit.NANOSECONDS);
		}
	}

	private void expire() {
		this.expiring.set(false);
		closeIdle(this.idleNanos);
		if (!this.idle.isEmpty()) {
			expireLater();
		}
	}

	private void closeIdle(long nanos) {
		long now = System.nanoTime();
		this.idle.removeIf((candidate) -> {
			boolean old = now - candidate.since() >= nanos;
			if (old) {
				close(candidate.channel());
			}
			return old;
		});
	}

	/** Keep connections again. */
	void open() {
		this.closed = false;
	}

	/** Close those that are not in use, and the others when they are not any more. */
	void close() {
		this.closed = true;
		closeIdle(0);
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
	 * A connection that is not in use.
	 *
	 * @param channel the connection
	 * @param since since when
	 */
	private record Idle(FrameChannel channel, long since) {

	}

	/**
	 * A connection that is in use.
	 */
	final class Connection implements AutoCloseable {

		private final FrameChannel channel;

		private final AtomicBoolean ended = new AtomicBoolean();

		private final ScheduledFuture<?> backstop;

		private boolean kept;

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

		/** All that was asked is answered, so that others may use it next. */
		void keep() {
			this.kept = true;
		}

		@Override
		public void close() {
			this.backstop.cancel(false);
			if (!this.kept) {
				abort();
			}
			else if (this.ended.compareAndSet(false, true)) {
				giveBack(this.channel);
			}
		}

	}

}
