package com.portofcontext.pctx.sandbox.guest.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.portofcontext.pctx.sandbox.guest.protocol.ObjectRoundTripTests.Point;
import com.portofcontext.pctx.sandbox.guest.protocol.ScalarRoundTripTests.Color;
import com.portofcontext.pctx.sandbox.guest.protocol.SealedTypeRoundTripTests.Circle;
import com.portofcontext.pctx.sandbox.guest.protocol.SealedTypeRoundTripTests.Shape;
import com.portofcontext.pctx.sandbox.guest.protocol.SealedTypeRoundTripTests.Square;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arrays, collections and optional values arrive as they were.
 */
@NullUnmarked
class CollectionRoundTripTests {

	private final RoundTrip trip = new RoundTrip();

	@TestFactory
	Stream<DynamicTest> keepsArrays() {
		return Stream.of(this.trip.each(byte[].class, new byte[0], new byte[] { 1, -1 }, new byte[300_000]),
				this.trip.each(int[].class, new int[] { 1, Integer.MIN_VALUE }),
				this.trip.each(long[].class, new long[] { 1L << 40 }),
				this.trip.each(double[].class, new double[] { -0d, Double.NaN }),
				this.trip.each(float[].class, new float[] { 0.1f }), this.trip.each(char[].class, "abc".toCharArray()),
				this.trip.each(boolean[].class, new boolean[] { true }),
				this.trip.each(short[].class, new short[] { 1 }),
				this.trip.each(int[][].class, (Object) new int[][] { { 1 }, {}, null }),
				this.trip.each(byte[][].class, (Object) new byte[][] { { 1 }, {}, null }),
				this.trip.each(String[].class, (Object) new String[] { "a", null }),
				this.trip.each(String[][][].class, (Object) new String[][][] { { { "a" }, {} }, null }),
				this.trip.each(Point[].class, (Object) new Point[] { new Point(1, 2), null }),
				this.trip.each(Shape[].class, (Object) new Shape[] { new Circle(1), new Square(2), null }))
			.flatMap((tests) -> tests);
	}

	@Test
	void writesBytesWithoutBase64() {
		byte[] payload = this.trip.write(List.of(this.trip.type(byte[].class)), new byte[1000]);
		assertThat(payload).hasSizeLessThan(1010);
	}

	@Test
	void keepsCollectionsAndMaps() {
		this.trip.keeps(new TypeReference<List<Integer>>() {
		}, Arrays.asList(1, null, 3));
		this.trip.keeps(new TypeReference<Set<LocalDate>>() {
		}, new LinkedHashSet<>(List.of(LocalDate.MIN, LocalDate.MAX)));
		this.trip.keeps(new TypeReference<EnumSet<Color>>() {
		}, EnumSet.of(Color.RED));
		this.trip.keeps(new TypeReference<List<Map<String, List<Point>>>>() {
		}, List.of(Map.of("a", List.of(new Point(1, 2)))));
		Map<String, Integer> withNull = new HashMap<>();
		withNull.put("a", null);
		withNull.put("", 1);
		this.trip.keeps(new TypeReference<Map<String, Integer>>() {
		}, withNull);
		this.trip.keeps(new TypeReference<Map<LocalDate, String>>() {
		}, Map.of(LocalDate.MIN, "a"));
		this.trip.keeps(new TypeReference<Map<Color, Integer>>() {
		}, Map.of(Color.GREEN, 1));
		this.trip.keeps(new TypeReference<EnumMap<Color, Integer>>() {
		}, new EnumMap<>(Map.of(Color.GREEN, 1)));
		this.trip.keeps(new TypeReference<Map<UUID, String>>() {
		}, Map.of(new UUID(1, 2), "a"));
		this.trip.keeps(new TypeReference<Map<Integer, String>>() {
		}, Map.of(-1, "a"));
		this.trip.keeps(new TypeReference<Map<Long, String>>() {
		}, Map.of(Long.MIN_VALUE, "a"));
		this.trip.keeps(new TypeReference<Map<Double, String>>() {
		}, Map.of(Double.NaN, "a", -0d, "b", 0d, "c"));
		this.trip.keeps(new TypeReference<Map<Character, Boolean>>() {
		}, Map.of('x', true));
		this.trip.keeps(new TypeReference<Map<Boolean, String>>() {
		}, Map.of(true, "a"));
		this.trip.keeps(new TypeReference<Map<Locale, URI>>() {
		}, Map.of(Locale.GERMANY, URI.create("a:b")));
		this.trip.keeps(new TypeReference<Map<Instant, String>>() {
		}, Map.of(Instant.ofEpochSecond(1, 1), "a"));
		this.trip.keeps(new TypeReference<Map<ZonedDateTime, String>>() {
		}, Map.of(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")), "a"));
		this.trip.keeps(new TypeReference<Map<OffsetDateTime, String>>() {
		}, Map.of(OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHours(3)), "a"));
		this.trip.keeps(new TypeReference<Map<YearMonth, Map<DayOfWeek, String>>>() {
		}, Map.of(YearMonth.of(2026, 1), Map.of(DayOfWeek.MONDAY, "a")));
		this.trip.keeps(new TypeReference<Map<BigDecimal, String>>() {
		}, Map.of(new BigDecimal("1.00"), "a"));
		this.trip.keeps(new TypeReference<Map<BigInteger, String>>() {
		}, Map.of(BigInteger.TEN, "a"));
		this.trip.keeps(new TypeReference<TreeMap<String, Point>>() {
		}, new TreeMap<>(Map.of("a", new Point(1, 2))));
		this.trip.keeps(new TypeReference<Map.Entry<String, Point>>() {
		}, Map.entry("a", new Point(1, 2)));
		this.trip.keeps(new TypeReference<List<? extends Number>>() {
		}, List.of(1, 2.5));
		this.trip.keeps(new TypeReference<List<String>[]>() {
		}, new List<?>[] { List.of("a"), List.of() });
	}

	@Test
	void tellsNullFromEmpty() {
		for (Optional<String> value : Arrays.asList(null, Optional.<String>empty(), Optional.of("a"))) {
			this.trip.keeps(new TypeReference<Optional<String>>() {
			}, value);
		}
		this.trip.keeps(new TypeReference<List<Optional<LocalDate>>>() {
		}, Arrays.asList(null, Optional.empty(), Optional.of(LocalDate.MAX)));
		this.trip.keeps(new TypeReference<Optional<Optional<Shape>>>() {
		}, Optional.of(Optional.empty()));
		this.trip.keeps(new TypeReference<Optional<Shape>>() {
		}, Optional.of(new Circle(1)));
		this.trip.keeps(new TypeReference<List<Object>>() {
		}, Arrays.asList(1, "a", null, true, 2.5, List.of(), Map.of("k", 1)));
		this.trip.keeps(new TypeReference<Maybes>() {
		}, new Maybes(null, OptionalInt.empty(), OptionalLong.of(1L << 40), OptionalDouble.of(-0d), null));
		this.trip.keeps(new TypeReference<Maybes>() {
		}, new Maybes(Optional.of(new Maybes(Optional.empty(), null, null, null, Optional.of(LocalDate.MAX))),
				OptionalInt.of(1), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty()));
		AtomicReference<?> read = (AtomicReference<?>) this.trip
			.make(this.trip.type(new TypeReference<AtomicReference<Shape>>() {
			}), new AtomicReference<>(new Square(1)));
		assertThat(read.get()).isEqualTo(new Square(1));
	}

	@Test
	void whenContainerHasAFormOfItsOwnThenItIsWrittenAsDeclared() {
		Map<String, Point> odd = new Odd(Map.of("a", new Point(1, 2)));
		this.trip.keeps(new TypeReference<Map<String, Point>>() {
		}, odd);
		this.trip.keeps(new TypeReference<List<Map<String, Point>>>() {
		}, List.of(odd));
		this.trip.keeps(new TypeReference<Optional<Map<String, Point>>>() {
		}, Optional.of(odd));
		this.trip.keeps(new TypeReference<Maps>() {
		}, new Maps(odd, List.of(odd)));
	}

	@Test
	void writesWhatContainersInContainersHoldByItsOwnClass() {
		this.trip.keeps(new TypeReference<List<Map<String, List<Shape>>>>() {
		}, List.of(Map.of("a", List.of(new Circle(1), new Square(2)))));
		this.trip.keeps(new TypeReference<Map<String, Object[]>[]>() {
		}, new Map<?, ?>[] { new TreeMap<>() });
		this.trip.keeps(new TypeReference<List<List<Number>>>() {
		}, List.of(List.of(1, 2.5)));
	}

	@Test
	void keepsSeveralValuesInOrder() {
		List<JavaType> types = List.of(this.trip.type(int.class), this.trip.type(Shape.class),
				this.trip.type(String.class));
		byte[] payload = this.trip.write(types, 1, new Circle(2), null);
		assertThat(this.trip.read(types, payload)).containsExactly(1, new Circle(2), null);
		assertThat(this.trip.read(List.of(), this.trip.write(List.of()))).isEmpty();
	}

	record Maybes(Optional<Maybes> next, OptionalInt a, OptionalLong b, OptionalDouble c, Optional<LocalDate> d) {
	}

	record Maps(Map<String, Point> map, List<Map<String, Point>> list) {
	}

	@JsonFormat(shape = JsonFormat.Shape.POJO)
	static final class Odd extends TreeMap<String, Point> {

		Odd(Map<String, Point> entries) {
			super(entries);
		}

	}

}
