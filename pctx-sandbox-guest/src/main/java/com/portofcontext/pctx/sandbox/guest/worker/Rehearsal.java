package com.portofcontext.pctx.sandbox.guest.worker;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.TypeNames;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Carries a value of the worker's own there and back before it is ready, so that the
 * first and only call does not pay for loading the mapper's classes, or for the first use
 * of the language's own machinery.
 */
final class Rehearsal {

	private static final int ROUNDS = 3;

	private static final int MAX_RESULT = 64 * 1024;

	private Rehearsal() {
	}

	static void run(CBORMapper mapper) throws ReflectiveOperationException {
		JavaType type = mapper.getTypeFactory().constructCollectionType(List.class, Sample.class);
		MethodSpec spec = new MethodSpec(Echo.class.getName(), "echo", "(Ljava/util/List;)Ljava/util/List;",
				List.of(TypeNames.of(type)), TypeNames.of(type), List.of());
		PreparedMethod method = PreparedMethod.of(spec, JacksonValueCodec.of(spec, MAX_RESULT, mapper));
		ValueWriter writer = new ValueWriter(mapper, List.of(type));
		byte[] arguments = writer.write(new Object[] { samples() }, MAX_RESULT);
		for (int i = 0; i < ROUNDS; i++) {
			method.call(arguments);
		}
	}

	/** The language's machinery alone. */
	static void language() {
		new Echo().echo(samples());
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
			String text = first + ", " + sums.get(new Key("text", 1)) + " of " + samples.size();
			return sums.containsKey(first) && !text.isEmpty() && first.hashCode() != 0 ? samples : List.of();
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
