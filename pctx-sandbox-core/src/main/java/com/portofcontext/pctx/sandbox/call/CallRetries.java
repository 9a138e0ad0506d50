package com.portofcontext.pctx.sandbox.call;

import java.time.Duration;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;

import org.springframework.retry.support.RetryTemplate;

/**
 * How calls that never ran are repeated.
 *
 * @param maxAttempts how often a call is tried, the first attempt included
 * @param backoff the pause after the first attempt; it doubles from there
 * @since 0.1.0
 */
public record CallRetries(int maxAttempts, Duration backoff) {

	static final int MULTIPLIER = 2;

	/** By which the pause may grow. */
	private static final int MAX_GROWTH = 10;

	/**
	 * Make what repeats one call.
	 * @param deadline when the call's time is up, by {@link System#nanoTime()}
	 * @param cancellation tells whether somebody still waits for the call
	 */
	RetryTemplate template(long deadline, Cancellation cancellation) {
		return RetryTemplate.builder()
			.maxAttempts(this.maxAttempts)
			.customBackoff(new CallBackOff(this, deadline, cancellation))
			.retryOn(SandboxUnavailableException.class)
			.build();
	}

	long firstMillis() {
		return Math.max(1, this.backoff.toMillis());
	}

	long maxMillis() {
		return firstMillis() * MAX_GROWTH;
	}

}
