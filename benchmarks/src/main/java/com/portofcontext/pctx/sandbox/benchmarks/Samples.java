package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, in ascending order.
 *
 * @param values one value a measurement
 */
record Samples(List<Double> values) {

	private static final double NANOS_PER_MILLI = 1e6;

	Samples {
		values = values.stream().sorted().toList();
	}

	/**
	 * Time an action, in milliseconds.
	 * @param warmUp how often it is done before its time counts
	 * @param count how often its time counts
	 * @param before what must be done before each, untimed
	 * @param action what is timed
	 */
	static Samples time(int warmUp, int count, Action before, Action action) throws Exception {
		List<Double> values = new ArrayList<>();
		for (int i = 0; i < warmUp + count; i++) {
			before.run();
			long start = System.nanoTime();
			action.run();
			long end = System.nanoTime();
			if (i >= warmUp) {
				values.add((end - start) / NANOS_PER_MILLI);
			}
		}
		return new Samples(values);
	}

	double median() {
		return percentile(50);
	}

	/** The smallest value that this share of all values does not exceed. */
	double percentile(double percent) {
		int rank = (int) Math.ceil(percent / 100 * this.values.size());
		return this.values.get(Math.max(0, rank - 1));
	}

	/**
	 * Something to measure.
	 */
	@FunctionalInterface
	interface Action {

		/** Nothing to do. */
		Action NONE = () -> {
		};

		void run() throws Exception;

	}

}
