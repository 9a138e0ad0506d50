package com.portofcontext.pctx.sandbox.guest.worker;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import org.jspecify.annotations.Nullable;

/**
 * Carries a value of the worker's own there and back before it is ready, so that the
 * first and only call does not pay for loading the mapper's classes, or for the first use
 * of the language's own machinery.
 */
final class Rehearsal {

	static final int MAX_RESULT = 64 * 1024;

	private static final String SAMPLES = "java.util.List<" + Sample.class.getName() + ">";

	/** What is rehearsed. */
	static final MethodSpec METHOD = new MethodSpec(Echo.class.getName(), "echo", "(Ljava/util/List;)Ljava/util/List;",
			List.of(SAMPLES), SAMPLES, List.of());

	private static final int ROUNDS = 3;

	private Rehearsal() {
	}

	/** The result is of the arguments' type, so that one codec writes both. */
	static void run(ValueCodec codec) throws ReflectiveOperationException {
		PreparedMethod method = PreparedMethod.of(METHOD, codec, null);
		byte[] arguments = codec.write(samples());
		for (int i = 0; i < ROUNDS; i++) {
			method.call(arguments);
		}
		FreshClass.practise();
	}

	private static List<Sample> samples() {
		Sample sample = new Sample("text", 1, 2L, 0.5, true, LocalDate.EPOCH, Kind.ONE, Optional.of("x"),
				Map.of("key", 1), new int[] { 1 }, new byte[] { 1 }, null);
		return List.of(sample, sample);
	}

	static final class Echo {

		/**
		 * Echo, and do what most methods do somewhere: the JVM links records, lambdas and
		 * the joining of text when it meets the first, for milliseconds each.
		 */
		List<Sample> echo(List<Sample> samples) {
			Map<Key, Double> sums = samples.stream()
				.map((sample) -> new Key(sample.text(), sample.number()))
				.collect(Collectors.groupingBy(Function.identity(), TreeMap::new,
						Collectors.summingDouble(Key::number)));
			Key first = sums.keySet().iterator().next();
			sums.merge(first, add(1, 1L), Double::sum);
			String text = first + ", " + sums.get(new Key("text", 1)) + " of " + samples.size();
			return sums.containsKey(first) && !text.isEmpty() && first.hashCode() != 0 ? samples : List.of();
		}

		/** What counts and sums in a map. */
		private static double add(Integer one, Long other) {
			BinaryOperator<Integer> ofIntegers = Integer::sum;
			BinaryOperator<Long> ofLongs = Long::sum;
			return ofIntegers.apply(one, one) + ofLongs.apply(other, other);
		}

	}

	record Key(String text, int number) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			return Comparator.comparing(Key::text).thenComparingInt(Key::number).compare(this, other);
		}

	}

	enum Kind {

		ONE

	}

	record Sample(String text, int number, long big, double fraction, boolean flag, LocalDate date, Kind kind,
			Optional<String> optional, Map<String, Integer> map, int[] numbers, byte[] bytes,
			@Nullable String nothing) {

	}

}
