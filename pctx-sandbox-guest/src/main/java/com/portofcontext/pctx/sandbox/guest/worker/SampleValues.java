package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Makes the emptiest values of a type that still use each class in it once, to be written
 * by the mapper. Linking the accessors of a class, and looking at the classes of keys, is
 * most of what its first value costs.
 */
final class SampleValues {

	private static final int MAX_DEPTH = 4;

	private final CBORMapper mapper;

	/** Whether maps have an entry, which a type may refuse for its value. */
	private final boolean entries;

	SampleValues(CBORMapper mapper, boolean entries) {
		this.mapper = mapper;
		this.entries = entries;
	}

	@Nullable Object of(JavaType type) {
		return of(type, 0);
	}

	private @Nullable Object of(JavaType type, int depth) {
		Class<?> raw = type.getRawClass();
		if (depth > MAX_DEPTH) {
			return null;
		}
		if (type.isArrayType() && type.getContentType().isPrimitive()) {
			return null;
		}
		if (type.isArrayType() || type.isCollectionLikeType()) {
			return list(of(type.getContentType(), depth + 1));
		}
		if (type.isMapLikeType()) {
			return map(type, depth);
		}
		if (raw == Optional.class) {
			return Optional.ofNullable(of(type.getContentType(), depth + 1));
		}
		if (raw.isEnum()) {
			Object[] constants = raw.getEnumConstants();
			return (constants.length > 0) ? constants[0] : null;
		}
		if (raw.isPrimitive() || raw.getName().startsWith("java.") || type.isAbstract()) {
			return platformValue(raw.getName());
		}
		return raw.isRecord() ? record(type, depth) : Map.of();
	}

	private Map<String, @Nullable Object> record(JavaType type, int depth) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (RecordComponent component : type.getRawClass().getRecordComponents()) {
			JavaType componentType = this.mapper.getTypeFactory()
				.resolveMemberType(component.getGenericType(), type.getBindings());
			Object value = of(componentType, depth + 1);
			if (value != null) {
				values.put(component.getName(), value);
			}
		}
		return values;
	}

	private Map<Object, Object> map(JavaType type, int depth) {
		Object key = this.entries ? of(type.getKeyType(), depth + 1) : null;
		Object value = (key != null) ? of(type.getContentType(), depth + 1) : null;
		return (value != null) ? Map.of(key, value) : Map.of();
	}

	private static List<?> list(@Nullable Object element) {
		return (element != null) ? List.of(element) : List.of();
	}

	/** By name, so that only the classes in use are loaded. */
	private static @Nullable Object platformValue(String type) {
		return switch (type) {
			case "char", "java.lang.String", "java.lang.CharSequence", "java.lang.Character" -> "0";
			case "boolean", "java.lang.Boolean" -> false;
			case "byte", "short", "int", "long", "java.lang.Byte", "java.lang.Short", "java.lang.Integer",
					"java.lang.Long", "java.lang.Number" ->
				0;
			case "float", "java.lang.Float" -> 0.5f;
			case "double", "java.lang.Double" -> 0.5;
			case "java.math.BigInteger" -> BigInteger.ZERO;
			case "java.math.BigDecimal" -> BigDecimal.valueOf(0.5);
			case "java.util.UUID" -> new UUID(0, 0);
			case "java.time.Duration" -> Duration.ZERO;
			case "java.time.Instant" -> Instant.EPOCH;
			case "java.time.LocalDate" -> LocalDate.EPOCH;
			case "java.time.LocalTime" -> LocalTime.MIDNIGHT;
			case "java.time.LocalDateTime" -> LocalDate.EPOCH.atStartOfDay();
			case "java.time.OffsetDateTime" -> LocalDate.EPOCH.atStartOfDay().atOffset(ZoneOffset.UTC);
			default -> null;
		};
	}

}
