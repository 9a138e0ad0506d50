package com.portofcontext.pctx.sandbox.call;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;

/**
 * The pauses between the attempts at one call. Where a pause would leave no time for
 * another attempt, or nobody waits for its outcome any more, the last attempt's failure
 * is the call's.
 */
final class CallBackOff implements BackOffPolicy {

	private final ExponentialBackOffPolicy pauses = new ExponentialBackOffPolicy();

	private final long deadline;

	private final Cancellation cancellation;

	private @Nullable RetryContext attempts;

	/**
	 * Create the pauses of a call.
	 * @param retries how long they are
	 * @param deadline when the call's time is up, by {@link System#nanoTime()}
	 * @param cancellation tells whether somebody still waits for the call
	 */
	CallBackOff(CallRetries retries, long deadline, Cancellation cancellation) {
		this.deadline = deadline;
		this.cancellation = cancellation;
		this.pauses.setInitialInterval(retries.firstMillis());
		this.pauses.setMultiplier(CallRetries.MULTIPLIER);
		this.pauses.setMaxInterval(retries.maxMillis());
		this.pauses.setSleeper(this::pause);
	}

	@Override
	public BackOffContext start(RetryContext context) {
		this.attempts = context;
		return this.pauses.start(context);
	}

	@Override
	public void backOff(BackOffContext context) {
		this.pauses.backOff(context);
	}

	private void pause(long millis) {
		long remaining = TimeUnit.NANOSECONDS.toMillis(this.deadline - System.nanoTime());
		if (this.cancellation.isCancelled() || millis >= remaining) {
			giveUp();
			return;
		}
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			giveUp();
		}
	}

	private void giveUp() {
		if (this.attempts != null) {
			this.attempts.setExhaustedOnly();
		}
	}

}
