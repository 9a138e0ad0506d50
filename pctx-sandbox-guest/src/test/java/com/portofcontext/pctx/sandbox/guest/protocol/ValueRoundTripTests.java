package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what one side writes the other reads without loss. Each side has a mapper of
 * its own, and the reader's type goes through its textual form, as it does in a call.
 */
@NullUnmarked
class ValueRoundTripTests {

	private final CBORMapper host = ValueMapper.create();

	private final CBORMapper worker = ValueMapper.create();

	@TestFactory
	Stream<DynamicTest> keepsScalars() {
		return Stream
			.of(each(boolean.class, true, false), each(byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE),
					each(short.class, Short.MIN_VALUE, Short.MAX_VALUE),
					each(int.class, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE),
					each(long.class, 0L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32),
					each(float.class, 0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
							Float.MIN_VALUE, Float.MAX_VALUE, 0.1f),
					each(double.class, 0d, -0d, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
							Double.MIN_VALUE, Double.MAX_VALUE, 0.1),
					each(Double.class, null, -0d), each(Integer.class, null, 3), each(Character.class, null, 'x'),
					each(char.class, '\0', 'a', '\uFFFF', '\u20AC'),
					each(String.class, null, "", "a\0b", "\uD83D\uDE00 \u20AC", "x".repeat(100_000)),
					each(BigInteger.class, BigInteger.ZERO, BigInteger.TWO.pow(5000).negate(),
							BigInteger.ONE.shiftLeft(64)),
					each(BigDecimal.class, new BigDecimal("1.00"), new BigDecimal("1E+30"), new BigDecimal("-0.000"),
							new BigDecimal("123456789012345678901234567890.12345678901234567890"),
							new BigDecimal(BigInteger.ONE, -2000), new BigDecimal("1E-400")),
					each(UUID.class, new UUID(1, 2)), each(URI.class, URI.create("https://example.com/a%20b?c=d#e")),
					each(Locale.class, Locale.GERMANY, Locale.ROOT, Locale.forLanguageTag("zh-Hant-TW")),
					each(Currency.class, Currency.getInstance("EUR")), each(Path.class, Path.of("/a/b c")),
					each(java.io.File.class, new java.io.File("/a/b")), each(Date.class, new Date(123456789L)),
					each(TimeZone.class, TimeZone.getTimeZone("Europe/Berlin")),
					each(Color.class, Color.RED, Color.GREEN), each(StringBuilder.class, "not compared"))
			.flatMap((tests) -> tests);
	}

	@TestFactory
	Stream<DynamicTest> keepsTimes() {
		LocalDateTime overlap = LocalDateTime.of(2026, 10, 25, 2, 30, 0, 123456789);
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		return Stream.of(
				each(Instant.class, Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(1, 999999999)),
				each(LocalDate.class, LocalDate.MIN, LocalDate.MAX, LocalDate.of(2026, 11, 24)),
				each(LocalTime.class, LocalTime.MIN, LocalTime.MAX, LocalTime.NOON),
				each(LocalDateTime.class, overlap, LocalDateTime.MIN, LocalDateTime.MAX),
				each(ZonedDateTime.class, ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(1)),
						ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(2)), overlap.atZone(ZoneId.of("UTC")),
						overlap.atZone(ZoneOffset.UTC), overlap.atZone(ZoneId.of("Z")),
						overlap.atZone(ZoneId.of("GMT+2")), overlap.atZone(ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
						overlap.atZone(ZoneId.of("GMT"))),
				each(OffsetDateTime.class, overlap.atOffset(ZoneOffset.ofHours(-5)), overlap.atOffset(ZoneOffset.UTC),
						OffsetDateTime.MIN, OffsetDateTime.MAX),
				each(OffsetTime.class, OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(5))),
				each(Duration.class, Duration.ZERO, Duration.ofSeconds(-1, 1), Duration.ofSeconds(Long.MAX_VALUE, 1)),
				each(Period.class, Period.of(1, -2, 3)), each(Year.class, Year.of(2026), Year.of(-5)),
				each(YearMonth.class, YearMonth.of(2026, 11)), each(MonthDay.class, MonthDay.of(2, 29)),
				each(ZoneId.class, berlin, ZoneOffset.UTC, ZoneId.of("UTC")), each(ZoneOffset.class, ZoneOffset.MAX),
				each(DayOfWeek.class, DayOfWeek.FRIDAY), each(Month.class, Month.MAY))
			.flatMap((tests) -> tests);
	}

	@TestFactory
	Stream<DynamicTest> keepsArrays() {
		return Stream.of(each(byte[].class, new byte[0], new byte[] { 1, -1 }, new byte[300_000]),
				each(int[].class, new int[] { 1, Integer.MIN_VALUE }), each(long[].class, new long[] { 1L << 40 }),
				each(double[].class, new double[] { -0d, Double.NaN }), each(float[].class, new float[] { 0.1f }),
				each(char[].class, "abc".toCharArray()), each(boolean[].class, new boolean[] { true }),
				each(short[].class, new short[] { 1 }), each(int[][].class, (Object) new int[][] { { 1 }, {}, null }),
				each(byte[][].class, (Object) new byte[][] { { 1 }, {}, null }),
				each(String[].class, (Object) new String[] { "a", null }),
				each(String[][][].class, (Object) new String[][][] { { { "a" }, {} }, null }),
				each(Point[].class, (Object) new Point[] { new Point(1, 2), null }),
				each(Shape[].class, (Object) new Shape[] { new Circle(1), new Square(2), null }))
			.flatMap((tests) -> tests);
	}

	@Test
	void writesBytesWithoutBase64() {
		JavaType type = this.host.constructType(byte[].class);
		byte[] payload = new ValueWriter(this.host, List.of(type)).write(new Object[] { new byte[1000] }, 2000);
		assertThat(payload).hasSizeLessThan(1010);
	}

	@Test
	void keepsCollectionsAndMaps() {
		keeps(new TypeReference<List<Integer>>() {
		}, Arrays.asList(1, null, 3));
		keeps(new TypeReference<Set<LocalDate>>() {
		}, new LinkedHashSet<>(List.of(LocalDate.MIN, LocalDate.MAX)));
		keeps(new TypeReference<EnumSet<Color>>() {
		}, EnumSet.of(Color.RED));
		keeps(new TypeReference<List<Map<String, List<Point>>>>() {
		}, List.of(Map.of("a", List.of(new Point(1, 2)))));
		Map<String, Integer> withNull = new HashMap<>();
		withNull.put("a", null);
		withNull.put("", 1);
		keeps(new TypeReference<Map<String, Integer>>() {
		}, withNull);
		keeps(new TypeReference<Map<LocalDate, String>>() {
		}, Map.of(LocalDate.MIN, "a"));
		keeps(new TypeReference<Map<Color, Integer>>() {
		}, Map.of(Color.GREEN, 1));
		keeps(new TypeReference<EnumMap<Color, Integer>>() {
		}, new EnumMap<>(Map.of(Color.GREEN, 1)));
		keeps(new TypeReference<Map<UUID, String>>() {
		}, Map.of(new UUID(1, 2), "a"));
		keeps(new TypeReference<Map<Integer, String>>() {
		}, Map.of(-1, "a"));
		keeps(new TypeReference<Map<Long, String>>() {
		}, Map.of(Long.MIN_VALUE, "a"));
		keeps(new TypeReference<Map<Double, String>>() {
		}, Map.of(Double.NaN, "a", -0d, "b", 0d, "c"));
		keeps(new TypeReference<Map<Character, Boolean>>() {
		}, Map.of('x', true));
		keeps(new TypeReference<Map<Boolean, String>>() {
		}, Map.of(true, "a"));
		keeps(new TypeReference<Map<Locale, URI>>() {
		}, Map.of(Locale.GERMANY, URI.create("a:b")));
		keeps(new TypeReference<Map<Instant, String>>() {
		}, Map.of(Instant.ofEpochSecond(1, 1), "a"));
		keeps(new TypeReference<Map<ZonedDateTime, String>>() {
		}, Map.of(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")), "a"));
		keeps(new TypeReference<Map<OffsetDateTime, String>>() {
		}, Map.of(OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHours(3)), "a"));
		keeps(new TypeReference<Map<YearMonth, Map<DayOfWeek, String>>>() {
		}, Map.of(YearMonth.of(2026, 1), Map.of(DayOfWeek.MONDAY, "a")));
		keeps(new TypeReference<Map<BigDecimal, String>>() {
		}, Map.of(new BigDecimal("1.00"), "a"));
		keeps(new TypeReference<Map<BigInteger, String>>() {
		}, Map.of(BigInteger.TEN, "a"));
		keeps(new TypeReference<TreeMap<String, Point>>() {
		}, new TreeMap<>(Map.of("a", new Point(1, 2))));
		keeps(new TypeReference<Map.Entry<String, Point>>() {
		}, Map.entry("a", new Point(1, 2)));
		keeps(new TypeReference<List<? extends Number>>() {
		}, List.of(1, 2.5));
		keeps(new TypeReference<List<String>[]>() {
		}, new List<?>[] { List.of("a"), List.of() });
	}

	@Test
	void tellsNullFromEmpty() {
		for (Optional<String> value : Arrays.asList(null, Optional.<String>empty(), Optional.of("a"))) {
			keeps(new TypeReference<Optional<String>>() {
			}, value);
		}
		keeps(new TypeReference<List<Optional<LocalDate>>>() {
		}, Arrays.asList(null, Optional.empty(), Optional.of(LocalDate.MAX)));
		keeps(new TypeReference<Optional<Optional<Shape>>>() {
		}, Optional.of(Optional.empty()));
		keeps(new TypeReference<Optional<Shape>>() {
		}, Optional.of(new Circle(1)));
		keeps(new TypeReference<List<Object>>() {
		}, Arrays.asList(1, "a", null, true, 2.5, List.of(), Map.of("k", 1)));
		keeps(new TypeReference<Maybes>() {
		}, new Maybes(null, OptionalInt.empty(), OptionalLong.of(1L << 40), OptionalDouble.of(-0d), null));
		keeps(new TypeReference<Maybes>() {
		}, new Maybes(Optional.of(new Maybes(Optional.empty(), null, null, null, Optional.of(LocalDate.MAX))),
				OptionalInt.of(1), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty()));
		AtomicReference<?> read = (AtomicReference<?>) roundTrip(
				this.host.constructType(new TypeReference<AtomicReference<Shape>>() {
				}), new AtomicReference<>(new Square(1)));
		assertThat(read.get()).isEqualTo(new Square(1));
	}

	@Test
	void keepsSealedTypes() {
		for (Shape shape : List.of(new Circle(1), new Square(2), new Group(List.of(new Circle(3), new Empty())),
				new Empty(), Corner.LEFT, Corner.RIGHT)) {
			keeps(new TypeReference<Shape>() {
			}, shape);
			keeps(new TypeReference<List<Shape>>() {
			}, List.of(shape));
			keeps(new TypeReference<Map<String, Optional<Shape>>>() {
			}, Map.of("a", Optional.of(shape)));
		}
		keeps(new TypeReference<Circle>() {
		}, new Circle(4));
		keeps(new TypeReference<Outcome<LocalDate>>() {
		}, new Done<>(LocalDate.MAX));
		keeps(new TypeReference<Outcome<Shape>>() {
		}, new Done<>(new Circle(1)));
		keeps(new TypeReference<Outcome<List<Shape>>>() {
		}, new Done<>(List.of(new Circle(1), new Empty())));
		keeps(new TypeReference<List<Outcome<Outcome<byte[]>>>>() {
		}, List.of(new Done<>(new Failed<>("a"))));
		keeps(new TypeReference<Box<Outcome<Shape>>>() {
		}, new Box<>(new Done<>(new Square(1)), List.of(new Failed<>("b"))));
		keeps(new TypeReference<Expression>() {
		}, new Sum(new Literal(1), new Sum(new Literal(2), new Literal(3))));
	}

	@Test
	void keepsObjects() {
		keeps(new TypeReference<Point>() {
		}, new Point(1, 2));
		keeps(new TypeReference<Box<Map<LocalDate, Point>>>() {
		}, new Box<>(Map.of(LocalDate.MIN, new Point(1, 2)), List.of()));
		keeps(new TypeReference<Money>() {
		}, new Money(new BigDecimal("1.10"), Currency.getInstance("EUR")));
		keeps(new TypeReference<Wrapper>() {
		}, new Wrapper(Map.of("a", 1)));
		keeps(new TypeReference<Annotated>() {
		}, new Annotated("x", 5));
		keeps(new TypeReference<Email>() {
		}, new Email("a@b"));
		keeps(new TypeReference<Animal>() {
		}, new Dog("Rex"));
		keeps(new TypeReference<List<Animal>>() {
		}, List.of(new Dog("Rex"), new Cat(9)));
		keeps(new TypeReference<Computed>() {
		}, new Computed("a", "b"));
		keeps(new TypeReference<Enclosing>() {
		}, new Enclosing(new byte[0].length, 'c', Color.RED));
		Bean bean = new Bean();
		bean.setName("n");
		bean.setTags(List.of("a"));
		bean.flag = true;
		keeps(new TypeReference<Bean>() {
		}, bean);
	}

	@Test
	void keepsSeveralValuesInOrder() {
		List<JavaType> types = List.of(this.host.constructType(int.class), this.host.constructType(Shape.class),
				this.host.constructType(String.class));
		byte[] payload = new ValueWriter(this.host, types).write(new Object[] { 1, new Circle(2), null }, 1000);
		assertThat(new ValueReader(this.worker, types).read(payload)).containsExactly(1, new Circle(2), null);
		assertThat(new ValueReader(this.worker, List.of())
			.read(new ValueWriter(this.host, List.of()).write(new Object[0], 10))).isEmpty();
	}

	@Test
	void readsVoidAsNull() {
		assertThat(roundTrip(this.host.constructType(void.class), null)).isNull();
		assertThat(roundTrip(this.host.constructType(Void.class), null)).isNull();
	}

	private Stream<DynamicTest> each(Class<?> type, Object... values) {
		if (type == StringBuilder.class) {
			return Stream.of(DynamicTest.dynamicTest("StringBuilder",
					() -> assertThat(roundTrip(this.host.constructType(type), new StringBuilder("abc")))
						.hasToString("abc")));
		}
		return Arrays.stream(values)
			.map((value) -> DynamicTest.dynamicTest(type.getSimpleName() + " " + abbreviate(value),
					() -> assertSame(value, roundTrip(this.host.constructType(type), value))));
	}

	private static String abbreviate(Object value) {
		String text = String.valueOf(value);
		return (text.length() > 40) ? text.substring(0, 40) : text;
	}

	private void keeps(TypeReference<?> type, Object value) {
		assertSame(value, roundTrip(this.host.constructType(type), value));
	}

	private static void assertSame(Object expected, Object actual) {
		if (expected != null && expected.getClass().isArray()) {
			assertThat(actual).hasSameClassAs(expected);
			assertThat(Arrays.deepEquals(new Object[] { actual }, new Object[] { expected })).isTrue();
			return;
		}
		if (expected instanceof Box<?> || (expected instanceof List<?> list && list.toString().contains("[B@"))) {
			assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
			return;
		}
		assertThat(actual).isEqualTo(expected);
		if (expected instanceof Comparable<?> && !(expected instanceof Path)) {
			assertThat(actual).hasSameClassAs(expected);
		}
	}

	private Object roundTrip(JavaType type, Object value) {
		byte[] payload = new ValueWriter(this.host, List.of(type)).write(new Object[] { value }, 1 << 24);
		return new ValueReader(this.worker, List.of(reparse(type))).read(payload)[0];
	}

	private JavaType reparse(Type type) {
		try {
			return TypeNames.parse(TypeNames.of((JavaType) type), this.worker.getTypeFactory(),
					getClass().getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	enum Color {

		RED {
			@Override
			int weight() {
				return 1;
			}
		},
		GREEN;

		int weight() {
			return 0;
		}

		@Override
		public String toString() {
			return "all the same";
		}

	}

	record Point(int x, int y) {
	}

	record Enclosing(int a, char b, Color c) {
	}

	record Box<T>(T content, List<T> more) {
	}

	record Wrapper(Map<String, Object> value) {
	}

	record Maybes(Optional<Maybes> next, OptionalInt a, OptionalLong b, OptionalDouble c, Optional<LocalDate> d) {
	}

	record Computed(String first, String last) {
		public String getFullName() {
			throw new IllegalStateException("Nobody reads this beyond the wall");
		}
	}

	sealed interface Shape permits Circle, Square, Curved, Corner {

	}

	sealed interface Curved extends Shape {

	}

	record Group(List<Shape> shapes) implements Curved {
	}

	record Empty() implements Curved {
	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	enum Corner implements Shape {

		LEFT, RIGHT {

		}

	}

	sealed interface Outcome<T> {

	}

	record Done<T>(T value) implements Outcome<T> {
	}

	record Failed<T>(String reason) implements Outcome<T> {
	}

	abstract static sealed class Expression permits Literal, Sum {

		@Override
		public boolean equals(Object other) {
			return other instanceof Expression && toString().equals(other.toString());
		}

		@Override
		public int hashCode() {
			return toString().hashCode();
		}

	}

	@JsonTypeName("literal")
	static final class Literal extends Expression {

		private final int value;

		Literal(@JsonProperty("value") int value) {
			this.value = value;
		}

		public int getValue() {
			return this.value;
		}

		@Override
		public String toString() {
			return "" + this.value;
		}

	}

	static final class Sum extends Expression {

		public Expression left;

		public Expression right;

		Sum() {
		}

		Sum(Expression left, Expression right) {
			this.left = left;
			this.right = right;
		}

		@Override
		public String toString() {
			return "(" + this.left + "+" + this.right + ")";
		}

	}

	/**
	 * Immutable, without annotations: read by its parameter names.
	 */
	static final class Money {

		private final BigDecimal amount;

		private final Currency currency;

		public Money(BigDecimal amount, Currency currency) {
			this.amount = amount;
			this.currency = currency;
		}

		public BigDecimal getAmount() {
			return this.amount;
		}

		public Currency getCurrency() {
			return this.currency;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Money money && this.amount.equals(money.amount)
					&& this.currency.equals(money.currency);
		}

		@Override
		public int hashCode() {
			return this.amount.hashCode();
		}

	}

	static class Bean {

		private String name;

		private List<String> tags;

		public boolean flag;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public List<String> getTags() {
			return this.tags;
		}

		public void setTags(List<String> tags) {
			this.tags = tags;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Bean bean && this.name.equals(bean.name) && this.tags.equals(bean.tags)
					&& this.flag == bean.flag;
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	record Annotated(@JsonProperty("other-name") String name, @JsonFormat(shape = JsonFormat.Shape.STRING) int number) {
	}

	record Email(@JsonValue String text) {
		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Email {
		}
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(value = Cat.class, name = "cat") })
	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	record Cat(int lives) implements Animal {
	}

}
