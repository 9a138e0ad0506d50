package com.portofcontext.pctx.sandbox.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param p50 its median
 * @param p99 what one in a hundred exceeds, where there is such a thing
 * @param low the lowest value
 * @param high the highest value
 * @param unit the unit of all of them
 * @param goal what the median is to be at most
 * @param goal99 what p99 is to be at most
 * @param floor what cannot be beaten here, in the same unit
 */
record Figure(String name, double p50, @Nullable Double p99, double low, double high, String unit,
		@Nullable Double goal, @Nullable Double goal99, @Nullable Floor floor) {

	static final String MILLIS = "ms";

	static final String MICROS = "us";

	static final String MEGABYTES = "MB";

	static final String PER_SECOND = "1/s";

	static Figure of(String name, Samples samples, String unit) {
		return new Figure(name, samples.median(), samples.percentile(99), samples.percentile(0),
				samples.percentile(100), unit, null, null, null);
	}

	/** The same of workers that start without an archive, for which there is no goal. */
	Figure ofPlainStart() {
		return new Figure(this.name + ", plain start", this.p50, this.p99, this.low, this.high, this.unit, null, null,
				this.floor);
	}

	Figure goal(double atMost) {
		return new Figure(this.name, this.p50, this.p99, this.low, this.high, this.unit, atMost, null, this.floor);
	}

	Figure goal(double atMost, double atMost99) {
		return new Figure(this.name, this.p50, this.p99, this.low, this.high, this.unit, atMost, atMost99, this.floor);
	}

	Figure beside(@Nullable Figure other) {
		return (other != null) ? new Figure(this.name, this.p50, this.p99, this.low, this.high, this.unit, this.goal,
				this.goal99, new Floor(other.name, other.p50)) : this;
	}

	boolean isOverGoal() {
		return (this.goal != null && this.p50 > this.goal)
				|| (this.goal99 != null && this.p99 != null && this.p99 > this.goal99);
	}

	/**
	 * What cannot be beaten.
	 *
	 * @param name what it is
	 * @param value its median
	 */
	record Floor(String name, double value) {

	}

}
