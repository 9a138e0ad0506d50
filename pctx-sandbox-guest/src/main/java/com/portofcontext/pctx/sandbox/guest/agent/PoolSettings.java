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
 * @param classDataSharing whether archives are trained that let workers start faster
 */
public record PoolSettings(int minIdle, int maxWorkers, long maxMemory, Duration idleTimeout, boolean warmUp,
		Duration startTimeout, boolean classDataSharing) {

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
