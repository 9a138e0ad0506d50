package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The moment after a worker was handed out in which nothing is started that no call waits
 * for: the start of a JVM would compete with the call for the processor. It does not grow
 * with further calls, so a pool that is never at rest is filled up too. Guarded by the
 * pool's lock.
 */
final class RefillPause {

	/** Most calls that find a worker are over by then. */
	private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(40);

	private final ScheduledExecutorService timer;

	private final Runnable over;

	private long until = System.nanoTime();

	/**
	 * Create a pause that has not begun.
	 * @param timer ends it
	 * @param over is told of its end
	 */
	RefillPause(ScheduledExecutorService timer, Runnable over) {
		this.timer = timer;
		this.over = over;
	}

	void begin(long now, List<Runnable> actions) {
		if (!lasts(now)) {
			this.until = now + LENGTH;
			actions.add(() -> this.timer.schedule(this.over, LENGTH, TimeUnit.NANOSECONDS));
		}
	}

	boolean lasts(long now) {
		return this.until - now > 0;
	}

}
