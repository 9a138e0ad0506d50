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

	private static final int MULTIPLIER = 2;

	/** By which the pause may grow. */
	private static final int MAX_GROWTH = 10;

	RetryTemplate template() {
		return RetryTemplate.builder()
			.maxAttempts(this.maxAttempts)
			.exponentialBackoff(firstMillis(), MULTIPLIER, maxMillis())
			.retryOn(SandboxUnavailableException.class)
			.build();
	}

	/**
	 * Return the pause that follows a failed attempt.
	 * @param retries how many attempts there were before that one
	 */
	long pauseMillis(int retries) {
		return firstMillis() * (long) Math.min(MAX_GROWTH, Math.pow(MULTIPLIER, retries));
	}

	private long firstMillis() {
		return Math.max(1, this.backoff.toMillis());
	}

	private long maxMillis() {
		return firstMillis() * MAX_GROWTH;
	}

}
