package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.net.URI;
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
import java.time.format.DateTimeFormatter;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Times and other values of the JDK that are written as text.
 */
final class TextualCodec extends Codec {

	private final Class<?> type;

	/** Whether it writes keys of maps, for which Jackson has forms of their own. */
	private final boolean key;

	TextualCodec(Class<?> type, boolean key) {
		this.type = type;
		this.key = key;
	}

	static boolean covers(Class<?> type, boolean key) {
		return switch (type.getName()) {
			case "java.time.LocalDate", "java.time.Instant", "java.time.LocalTime", "java.time.LocalDateTime",
					"java.time.OffsetDateTime", "java.time.ZonedDateTime", "java.time.OffsetTime", "java.time.Duration",
					"java.time.Period", "java.time.YearMonth", "java.time.MonthDay", "java.time.ZoneOffset" ->
				true;
			case "java.net.URI", "java.time.ZoneId" -> !key;
			case "java.util.UUID" -> key;
			default -> false;
		};
	}

	@Override
	@Nullable Object sample(int depth) {
		return switch (this.type.getName()) {
			case "java.time.LocalDate" -> LocalDate.EPOCH;
			case "java.time.Instant" -> Instant.EPOCH;
			case "java.time.LocalTime" -> LocalTime.MIDNIGHT;
			case "java.time.LocalDateTime" -> LocalDate.EPOCH.atStartOfDay();
			case "java.time.OffsetDateTime" -> LocalDate.EPOCH.atStartOfDay().atOffset(ZoneOffset.UTC);
			case "java.time.ZonedDateTime" -> LocalDate.EPOCH.atStartOfDay(ZoneOffset.UTC);
			case "java.time.Duration" -> Duration.ZERO;
			case "java.util.UUID" -> new UUID(0, 0);
			default -> null;
		};
	}

	@Override
	void writeValue(CborWriter out, Object value) {
		out.writeText(text(this.type.cast(value)));
	}

	/** Its own text may leave the seconds out, or the offset's zone. */
	private String text(Object value) {
		return switch (this.type.getName()) {
			case "java.time.LocalTime" ->
				this.key ? value.toString() : DateTimeFormatter.ISO_LOCAL_TIME.format((LocalTime) value);
			case "java.time.LocalDateTime" ->
				this.key ? value.toString() : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format((LocalDateTime) value);
			case "java.time.OffsetDateTime" ->
				this.key ? value.toString() : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((OffsetDateTime) value);
			case "java.time.ZonedDateTime" -> DateTimeFormatter.ISO_ZONED_DATE_TIME.format((ZonedDateTime) value);
			default -> value.toString();
		};
	}

	@Override
	Object readValue(CborReader in) {
		String text = in.readText();
		return switch (this.type.getName()) {
			case "java.time.LocalDate" -> LocalDate.parse(text);
			case "java.time.Instant" -> Instant.parse(text);
			case "java.time.LocalTime" -> LocalTime.parse(text);
			case "java.time.LocalDateTime" -> LocalDateTime.parse(text);
			case "java.time.OffsetDateTime" -> OffsetDateTime.parse(text);
			case "java.time.ZonedDateTime" -> ZonedDateTime.parse(text);
			case "java.time.OffsetTime" -> OffsetTime.parse(text);
			case "java.time.Duration" -> Duration.parse(text);
			case "java.time.Period" -> Period.parse(text);
			case "java.time.YearMonth" -> YearMonth.parse(text);
			case "java.time.MonthDay" -> MonthDay.parse(text);
			case "java.time.ZoneOffset" -> ZoneOffset.of(text);
			case "java.time.ZoneId" -> ZoneId.of(text);
			case "java.util.UUID" -> uuid(text);
			default -> uri(text);
		};
	}

	/** Jackson takes no shorter form than the one that is written. */
	private static UUID uuid(String text) {
		UUID value = UUID.fromString(text);
		if (!value.toString().equals(text)) {
			throw new NotLeanException();
		}
		return value;
	}

	/** Jackson may make something else of empty text. */
	private static URI uri(String text) {
		if (text.isEmpty()) {
			throw new NotLeanException();
		}
		return URI.create(text);
	}

}
