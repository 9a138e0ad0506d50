package com.portofcontext.pctx.sandbox.guest.agent;

import java.time.Duration;

/**
 * How many workers are kept, and for how long.
 *
 * @param minIdle ready workers to keep for a spec in use
 * @param maxWorkers workers that may live at once, over all specs
 * @param maxMemory bytes that the limits of all living workers may add up to
 * @param idleTimeout after which a spec without calls gives up its ready workers
 * @param warmUp whether ready workers are prepared before the first call
 * @param startTimeout how long a worker may take until it is ready
 * @param trainAfter how many workers of a spec start without an archive of its classes
 * before one is trained, or 0 for never
 */
public record PoolSettings(int minIdle, int maxWorkers, long maxMemory, Duration idleTimeout, boolean warmUp,
		Duration startTimeout, int trainAfter) {

	/**
	 * A training takes about the CPU time that this many workers save with its archive.
	 */
	public static final int TRAIN_AFTER = 10;

	/**
	 * Refuse what no clock can measure, before an agent has made anything.
	 */
	public PoolSettings {
		requireNanos("idle-timeout", idleTimeout);
		requireNanos("start-timeout", startTimeout);
	}

	private static void requireNanos(String name, Duration duration) {
		if (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
			throw new IllegalArgumentException("pctx.sandbox.pool.%s is too long: %s".formatted(name, duration));
		}
	}

}
