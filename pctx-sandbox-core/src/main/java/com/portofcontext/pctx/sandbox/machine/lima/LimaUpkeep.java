package com.portofcontext.pctx.sandbox.machine.lima;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Resets the machine, or stops it, when the settings say so: always between calls.
 */
final class LimaUpkeep {

	private static final long MIN_PERIOD_MILLIS = 250;

	private final LimaSettings settings;

	private final CallGauge calls = new CallGauge();

	private final Runnable reset;

	private final Runnable stop;

	private final ScheduledExecutorService timer;

	private final Executor threads;

	private volatile @Nullable ScheduledFuture<?> watch;

	/**
	 * Create an upkeep.
	 * @param settings say when
	 * @param reset resets the machine
	 * @param stop stops it
	 * @param timer looks whether it is used
	 * @param threads do what takes time
	 */
	LimaUpkeep(LimaSettings settings, Runnable reset, Runnable stop, ScheduledExecutorService timer, Executor threads) {
		this.settings = settings;
		this.reset = reset;
		this.stop = stop;
		this.timer = timer;
		this.threads = threads;
	}

	void open() {
		close();
		Stream.of(this.settings.idleStop(), this.settings.reset().afterIdle())
			.filter(Objects::nonNull)
			.mapToLong(Duration::toMillis)
			.min()
			.ifPresent((shortest) -> {
				long period = Math.max(MIN_PERIOD_MILLIS, shortest / 4);
				this.watch = this.timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
			});
	}

	void close() {
		ScheduledFuture<?> last = this.watch;
		if (last != null) {
			last.cancel(false);
		}
	}

	/** The machine is up, as it was before any call. */
	void fresh() {
		this.calls.reset();
	}

	/**
	 * Begin a call.
	 * @param patience how long to wait while the machine is reset
	 * @return whether it may begin; then it has to end
	 */
	boolean begin(Duration patience) throws InterruptedException {
		return this.calls.begin(patience);
	}

	void end() {
		int count = this.calls.end();
		int limit = this.settings.reset().afterCalls();
		if (limit > 0 && count >= limit) {
			between(this.reset);
		}
	}

	private void look() {
		Duration idle = this.calls.idle();
		if (reaches(idle, this.settings.idleStop())) {
			between(this.stop);
		}
		else if (this.calls.used() && reaches(idle, this.settings.reset().afterIdle())) {
			between(this.reset);
		}
	}

	private static boolean reaches(Duration time, @Nullable Duration limit) {
		return limit != null && time.compareTo(limit) >= 0;
	}

	/** Do something while no call runs. Calls that come wait for its end. */
	private void between(Runnable action) {
		this.threads.execute(() -> {
			try {
				if (this.calls.keepOut()) {
					try {
						action.run();
					}
					finally {
						this.calls.letIn();
					}
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

}
