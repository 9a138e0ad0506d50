package com.portofcontext.pctx.sandbox.guest.protocol;

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
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Single values and times arrive as they were.
 */
@NullUnmarked
class ScalarRoundTripTests {

	private final RoundTrip trip = new RoundTrip();

	@TestFactory
	Stream<DynamicTest> keepsScalars() {
		return Stream.of(this.trip.each(boolean.class, true, false),
				this.trip.each(byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE),
				this.trip.each(short.class, Short.MIN_VALUE, Short.MAX_VALUE),
				this.trip.each(int.class, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE),
				this.trip.each(long.class, 0L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32),
				this.trip.each(float.class, 0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
						Float.MIN_VALUE, Float.MAX_VALUE, 0.1f),
				this.trip.each(double.class, 0d, -0d, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
						Double.MIN_VALUE, Double.MAX_VALUE, 0.1),
				this.trip.each(Double.class, null, -0d), this.trip.each(Integer.class, null, 3),
				this.trip.each(Character.class, null, 'x'), this.trip.each(char.class, '\0', 'a', '\uFFFF', '\u20AC'),
				this.trip.each(String.class, null, "", "a\0b", "\uD83D\uDE00 \u20AC", "x".repeat(100_000)),
				this.trip.each(BigInteger.class, BigInteger.ZERO, BigInteger.TWO.pow(5000).negate(),
						BigInteger.ONE.shiftLeft(64)),
				this.trip.each(BigDecimal.class, new BigDecimal("1.00"), new BigDecimal("1E+30"),
						new BigDecimal("-0.000"), new BigDecimal("123456789012345678901234567890.12345678901234567890"),
						new BigDecimal(BigInteger.ONE, -2000), new BigDecimal("1E-400")),
				this.trip.each(UUID.class, new UUID(1, 2)),
				this.trip.each(URI.class, URI.create("https://example.com/a%20b?c=d#e")),
				this.trip.each(Locale.class, Locale.GERMANY, Locale.ROOT, Locale.forLanguageTag("zh-Hant-TW")),
				this.trip.each(Currency.class, Currency.getInstance("EUR")),
				this.trip.each(Path.class, Path.of("/a/b c")),
				this.trip.each(java.io.File.class, new java.io.File("/a/b")),
				this.trip.each(Date.class, new Date(123456789L)),
				this.trip.each(TimeZone.class, TimeZone.getTimeZone("Europe/Berlin")),
				this.trip.each(Color.class, Color.RED, Color.GREEN))
			.flatMap((tests) -> tests);
	}

	@TestFactory
	Stream<DynamicTest> keepsTimes() {
		LocalDateTime overlap = LocalDateTime.of(2026, 10, 25, 2, 30, 0, 123456789);
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		return Stream.of(
				this.trip.each(Instant.class, Instant.EPOCH, Instant.MIN, Instant.MAX,
						Instant.ofEpochSecond(1, 999999999)),
				this.trip.each(LocalDate.class, LocalDate.MIN, LocalDate.MAX, LocalDate.of(2026, 11, 24)),
				this.trip.each(LocalTime.class, LocalTime.MIN, LocalTime.MAX, LocalTime.NOON),
				this.trip.each(LocalDateTime.class, overlap, LocalDateTime.MIN, LocalDateTime.MAX),
				this.trip.each(ZonedDateTime.class, ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(1)),
						ZonedDateTime.ofLocal(overlap, berlin, ZoneOffset.ofHours(2)), overlap.atZone(ZoneId.of("UTC")),
						overlap.atZone(ZoneOffset.UTC), overlap.atZone(ZoneId.of("Z")),
						overlap.atZone(ZoneId.of("GMT+2")), overlap.atZone(ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
						overlap.atZone(ZoneId.of("GMT"))),
				this.trip.each(OffsetDateTime.class, overlap.atOffset(ZoneOffset.ofHours(-5)),
						overlap.atOffset(ZoneOffset.UTC), OffsetDateTime.MIN, OffsetDateTime.MAX),
				this.trip.each(OffsetTime.class, OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(5))),
				this.trip.each(Duration.class, Duration.ZERO, Duration.ofSeconds(-1, 1),
						Duration.ofSeconds(Long.MAX_VALUE, 1)),
				this.trip.each(Period.class, Period.of(1, -2, 3)),
				this.trip.each(Year.class, Year.of(2026), Year.of(-5)),
				this.trip.each(YearMonth.class, YearMonth.of(2026, 11)),
				this.trip.each(MonthDay.class, MonthDay.of(2, 29)),
				this.trip.each(ZoneId.class, berlin, ZoneOffset.UTC, ZoneId.of("UTC")),
				this.trip.each(ZoneOffset.class, ZoneOffset.MAX), this.trip.each(DayOfWeek.class, DayOfWeek.FRIDAY),
				this.trip.each(Month.class, Month.MAY))
			.flatMap((tests) -> tests);
	}

	@Test
	void keepsTextOfStringBuilder() {
		assertThat(this.trip.make(this.trip.type(StringBuilder.class), new StringBuilder("abc"))).hasToString("abc");
	}

	@Test
	void readsVoidAsNull() {
		assertThat(this.trip.make(this.trip.type(void.class), null)).isNull();
		assertThat(this.trip.make(this.trip.type(Void.class), null)).isNull();
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

}
