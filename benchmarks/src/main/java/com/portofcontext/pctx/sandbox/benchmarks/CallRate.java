package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How often callers who never pause get an answer. The figure is the rate of the whole
 * run; its spread is that of single seconds.
 */
final class CallRate {

	private static final int WARM_UP_SECONDS = 2;

	private static final int SECONDS = 10;

	private CallRate() {
	}

	static Figure measure(String name, int callers, Samples.Action action) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try {
			AtomicIntegerArray answers = new AtomicIntegerArray(SECONDS);
			long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
			Callable<Void> caller = () -> {
				callUntilEnd(start, action, answers);
				return null;
			};
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				tasks.add(caller);
			}
			for (Future<Void> future : threads.invokeAll(tasks)) {
				future.get();
			}
			return figure("%s, %d callers".formatted(name, callers), answers);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void callUntilEnd(long start, Samples.Action action, AtomicIntegerArray answers) throws Exception {
		long second = Long.MIN_VALUE;
		while (second < SECONDS) {
			action.run();
			second = Math.floorDiv(System.nanoTime() - start, TimeUnit.SECONDS.toNanos(1));
			if (second >= 0 && second < SECONDS) {
				answers.incrementAndGet((int) second);
			}
		}
	}

	private static Figure figure(String name, AtomicIntegerArray answers) {
		List<Double> perSecond = new ArrayList<>();
		for (int i = 0; i < answers.length(); i++) {
			perSecond.add((double) answers.get(i));
		}
		Samples samples = new Samples(perSecond);
		double rate = perSecond.stream().mapToDouble(Double::doubleValue).average().orElse(0);
		return new Figure(name, rate, null, samples.percentile(0), samples.percentile(100), Figure.PER_SECOND, null,
				null, null);
	}

}
