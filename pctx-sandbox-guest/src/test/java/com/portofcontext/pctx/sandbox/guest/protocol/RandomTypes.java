package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanType;
import org.jspecify.annotations.Nullable;

/**
 * Makes types of all that the lean codec knows, nested in each other, and their values.
 */
final class RandomTypes {

	private static final int MAX_DEPTH = 3;

	private static final long FIRST_SECOND = -62135596800L;

	private static final long LAST_SECOND = 253402300799L;

	private final Random random;

	private final RandomTrees trees;

	RandomTypes(Random random) {
		this.random = random;
		this.trees = new RandomTrees(random);
	}

	/** Return a type of any kind. */
	Generated next() {
		return next(MAX_DEPTH);
	}

	private Generated next(int depth) {
		return switch ((depth == 0) ? 0 : this.random.nextInt(9)) {
			case 0 -> scalar();
			case 1 -> collection(depth);
			case 2 -> map(depth);
			case 3 -> reference(depth);
			case 4 -> array(depth);
			case 5 -> pair(depth);
			case 6 -> new Generated(RandomTrees.Tree.class, this.trees::next);
			case 7 -> primitives();
			default -> new Generated(Object.class, () -> tree(depth));
		};
	}

	private Generated scalar() {
		List<Generated> scalars = List.of(new Generated(Boolean.class, this.random::nextBoolean),
				new Generated(Byte.class, () -> (byte) this.random.nextInt()),
				new Generated(Short.class, () -> (short) this.random.nextInt()),
				new Generated(Integer.class, () -> this.random.nextInt() >> this.random.nextInt(32)),
				new Generated(Long.class, () -> this.random.nextLong() >> this.random.nextInt(64)),
				new Generated(Float.class, () -> Float.intBitsToFloat(this.random.nextInt())),
				new Generated(Double.class, () -> Double.longBitsToDouble(this.random.nextLong())),
				new Generated(Character.class, () -> (char) this.random.nextInt(0xD800)),
				new Generated(String.class, this::text), new Generated(CharSequence.class, this::text),
				new Generated(BigInteger.class, this::integer),
				new Generated(BigDecimal.class, () -> new BigDecimal(integer(), this.random.nextInt(-50, 50))),
				new Generated(byte[].class, this::bytes), new Generated(RandomTrees.Leaf.class, this::leaf),
				new Generated(DayOfWeek.class, () -> DayOfWeek.of(1 + this.random.nextInt(7))),
				new Generated(URI.class, () -> URI.create("a:" + this.random.nextInt())),
				new Generated(UUID.class, this::uuid), new Generated(ZoneId.class, () -> zoned().getZone()),
				new Generated(ZoneOffset.class, () -> zoned().getOffset()));
		return this.random.nextBoolean() ? scalars.get(this.random.nextInt(scalars.size())) : time();
	}

	private Generated time() {
		List<Generated> times = List.of(new Generated(Instant.class, this::instant),
				new Generated(ZonedDateTime.class, this::zoned), new Generated(LocalDate.class, this::date),
				new Generated(LocalTime.class, () -> zoned().toLocalTime()),
				new Generated(LocalDateTime.class, () -> zoned().toLocalDateTime()),
				new Generated(OffsetDateTime.class, () -> zoned().toOffsetDateTime()),
				new Generated(OffsetTime.class, () -> zoned().toOffsetDateTime().toOffsetTime()),
				new Generated(Duration.class,
						() -> Duration.ofSeconds(this.random.nextLong(), this.random.nextInt(1_000_000_000))),
				new Generated(Period.class, () -> Period.of(this.random.nextInt(), this.random.nextInt(20), -1)),
				new Generated(YearMonth.class, () -> YearMonth.from(zoned())),
				new Generated(MonthDay.class, () -> MonthDay.from(zoned())),
				new Generated(ZoneOffset.class, () -> ZoneOffset.ofTotalSeconds(this.random.nextInt(-64800, 64801))));
		return times.get(this.random.nextInt(times.size()));
	}

	private Generated primitives() {
		List<Generated> arrays = List.of(new Generated(int[].class, () -> this.random.ints(size()).toArray()),
				new Generated(long[].class, () -> this.random.longs(size()).toArray()),
				new Generated(double[].class, () -> this.random.doubles(size()).toArray()),
				new Generated(boolean[].class, () -> new boolean[] { this.random.nextBoolean() }),
				new Generated(short[].class, () -> new short[] { (short) this.random.nextInt() }),
				new Generated(float[].class, () -> new float[] { this.random.nextFloat() }),
				new Generated(OptionalInt.class,
						() -> pick(OptionalInt.empty(), OptionalInt.of(this.random.nextInt()))),
				new Generated(OptionalLong.class,
						() -> pick(OptionalLong.empty(), OptionalLong.of(this.random.nextLong()))),
				new Generated(OptionalDouble.class,
						() -> pick(OptionalDouble.empty(), OptionalDouble.of(this.random.nextDouble()))),
				new Generated(Fields.class,
						() -> new Fields((byte) this.random.nextInt(), (short) this.random.nextInt(),
								this.random.nextInt(), this.random.nextLong(), this.random.nextFloat(),
								this.random.nextDouble(), this.random.nextBoolean(), 'x')));
		return arrays.get(this.random.nextInt(arrays.size()));
	}

	private Generated collection(int depth) {
		Generated element = next(depth - 1);
		// What is told apart by its identity is in another order in every set.
		boolean identity = element.type().contains("[]") || element.type().contains("AtomicReference");
		String type = identity ? "List" : pick("Collection", "List", "Set", "ArrayList", "LinkedList", "Queue", "Deque",
				"HashSet", "LinkedHashSet");
		return new Generated("java.util." + type + "<" + element.type() + ">",
				() -> addAll(type.contains("Set") ? new LinkedHashSet<>() : new LinkedList<>(), element, type));
	}

	private Collection<Object> addAll(Collection<Object> target, Generated element, String type) {
		for (int i = size(); i > 0; i--) {
			target.add(orNull(element));
		}
		return switch (type) {
			case "ArrayList" -> new ArrayList<>(target);
			case "HashSet" -> new HashSet<>(target);
			default -> target;
		};
	}

	private Generated map(int depth) {
		Generated key = key();
		Generated value = next(depth - 1);
		String type = pick("Map", "HashMap", "LinkedHashMap", "SortedMap", "NavigableMap", "TreeMap");
		boolean sorted = type.startsWith("S") || type.startsWith("N") || type.startsWith("T");
		return new Generated("java.util." + type + "<" + key.type() + "," + value.type() + ">", () -> {
			Map<Object, @Nullable Object> map = sorted ? new TreeMap<>()
					: type.equals("HashMap") ? new HashMap<>() : new LinkedHashMap<>();
			for (int i = size(); i > 0; i--) {
				map.put(key.value(), orNull(value));
			}
			return map;
		});
	}

	private Generated key() {
		List<Generated> keys = List.of(new Generated(String.class, this::text),
				new Generated(Integer.class, this.random::nextInt), new Generated(Long.class, this.random::nextLong),
				new Generated(UUID.class, this::uuid), new Generated(RandomTrees.Leaf.class, this::leaf),
				new Generated(LocalDate.class, this::date), new Generated(Instant.class, this::instant),
				new Generated(LocalTime.class, () -> LocalTime.of(this.random.nextInt(24), 0)),
				new Generated(LocalDateTime.class, () -> zoned().toLocalDateTime()),
				new Generated(OffsetDateTime.class, () -> zoned().toOffsetDateTime()),
				new Generated(ZonedDateTime.class, this::zoned),
				new Generated(Duration.class, () -> Duration.ofMillis(this.random.nextInt())),
				new Generated(YearMonth.class, () -> YearMonth.from(zoned())),
				new Generated(MonthDay.class, () -> MonthDay.from(zoned())));
		return keys.get(this.random.nextInt(keys.size()));
	}

	private Generated reference(int depth) {
		Generated content = next(depth - 1);
		return this.random.nextBoolean()
				? new Generated("java.util.Optional<" + content.type() + ">",
						() -> Optional.ofNullable(orNull(content)))
				: new Generated("java.util.concurrent.atomic.AtomicReference<" + content.type() + ">",
						() -> new AtomicReference<>(orNull(content)));
	}

	private Generated array(int depth) {
		Generated component = next(depth - 1);
		return new Generated(component.type() + "[]", () -> {
			Object array = Array.newInstance(component.raw(), size());
			for (int i = 0; i < Array.getLength(array); i++) {
				Array.set(array, i, orNull(component));
			}
			return array;
		});
	}

	private Generated pair(int depth) {
		Generated left = next(depth - 1);
		Generated right = next(depth - 1);
		return new Generated(Pair.class.getName() + "<" + left.type() + "," + right.type() + ">",
				() -> new Pair<>(orNull(left), List.of(right.value()), Optional.of(right.value()), null));
	}

	private Object tree(int depth) {
		return switch (this.random.nextInt((depth == 0) ? 8 : 10)) {
			case 0 -> text();
			case 1 -> this.random.nextInt();
			case 2 -> this.random.nextLong();
			case 3 -> this.random.nextDouble();
			case 4 -> this.random.nextBoolean();
			case 5 -> single();
			case 6 -> this.trees.next();
			case 7 -> primitives().value();
			case 8 -> new ArrayList<>(List.of(tree(depth - 1), tree(depth - 1)));
			default -> new TreeMap<>(Map.of(text(), tree(depth - 1)));
		};
	}

	/** A zone has a class of the JDK's own. */
	private Object single() {
		Object value = scalar().value();
		return (value instanceof ZoneId) ? single() : value;
	}

	private BigInteger integer() {
		BigInteger value = new BigInteger(this.random.nextInt(300), this.random);
		return this.random.nextBoolean() ? value : value.negate();
	}

	private byte[] bytes() {
		byte[] bytes = new byte[this.random.nextInt(300)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private RandomTrees.Leaf leaf() {
		return pick(RandomTrees.Leaf.values());
	}

	private UUID uuid() {
		return new UUID(this.random.nextLong(), this.random.nextLong());
	}

	private Instant instant() {
		return Instant.ofEpochSecond(this.random.nextLong(FIRST_SECOND, LAST_SECOND), pick(0, 1_000_000, 123_456_700));
	}

	private ZonedDateTime zoned() {
		return instant().atZone(ZoneId.of(pick("Europe/Berlin", "UTC", "Z", "+01:30", "GMT+2")))
			.withSecond(this.random.nextInt(2));
	}

	private LocalDate date() {
		return LocalDate.ofEpochDay(this.random.nextInt() / pick(1, 1000));
	}

	/**
	 * Of one to four bytes a character, and sometimes longer than what fits in a chunk.
	 */
	private String text() {
		String text = this.random.ints(this.random.nextInt(30), 0, 0xD800)
			.map((character) -> this.random.nextBoolean() ? character : character % 128)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		return (this.random.nextInt(50) == 0) ? (text + "\uD83D\uDE00\uFFFD").repeat(this.random.nextInt(1000)) : text;
	}

	private int size() {
		return this.random.nextInt(4);
	}

	private @Nullable Object orNull(Generated generated) {
		return (this.random.nextInt(6) == 0) ? null : generated.value();
	}

	@SafeVarargs
	private <T> T pick(T... values) {
		return values[this.random.nextInt(values.length)];
	}

	/**
	 * A type and its values.
	 */
	static final class Generated {

		private final String type;

		private final Supplier<Object> values;

		Generated(Class<?> type, Supplier<Object> values) {
			this(type.isArray() ? type.getComponentType().getName() + "[]" : type.getName(), values);
		}

		Generated(String type, Supplier<Object> values) {
			this.type = type;
			this.values = values;
		}

		String type() {
			return this.type;
		}

		Object value() {
			return this.values.get();
		}

		private Class<?> raw() {
			try {
				return LeanType.parse(this.type, getClass().getClassLoader()).raw();
			}
			catch (ClassNotFoundException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	record Pair<A, B>(@Nullable A left, List<B> more, Optional<? extends B> one, @Nullable Pair<B, A> swapped) {
	}

	/** Names that mean something to who knows beans. */
	record Fields(byte a, short URL, int bIg, long getLong, float isFloat, double _f, boolean isOpen,
			char get) implements Comparable<Fields> {

		int getNumber() {
			return this.bIg;
		}

		@Override
		public int compareTo(Fields other) {
			return 0;
		}

	}

}
