package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Knows of the usual types that they can be carried, without Jackson, whose loading takes
 * longer than the rest of an application's verification: the JDK's values, enums, and
 * records, lists, maps and optionals of them. What has annotations of its own, or a type
 * above it, is not plain.
 */
final class PlainTypes {

	private static final Set<Class<?>> KEYS = Set.of(String.class, Integer.class, Long.class, UUID.class,
			LocalDate.class, Instant.class);

	private static final Set<Class<?>> VALUES = Set.of(String.class, Boolean.class, Character.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class,
			UUID.class, Duration.class, Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class,
			OffsetDateTime.class, ZonedDateTime.class);

	private static final Set<Class<?>> CONTAINERS = Set.of(Collection.class, List.class, Set.class, Optional.class);

	private final TypeFactory typeFactory;

	private final Predicate<Class<?>> isBean;

	private final Set<JavaType> seen = new HashSet<>();

	PlainTypes(TypeFactory typeFactory, Predicate<Class<?>> isBean) {
		this.typeFactory = typeFactory;
		this.isBean = isBean;
	}

	/**
	 * Say whether a type can be carried for certain.
	 */
	boolean contains(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (raw.isPrimitive() || raw == Void.class || VALUES.contains(raw) || !this.seen.add(type)) {
			return true;
		}
		if (CONTAINERS.contains(raw) || raw.isArray()) {
			return contains(type.getContentType());
		}
		if (raw == Map.class) {
			Class<?> key = type.getKeyType().getRawClass();
			return (KEYS.contains(key) || isPlainEnum(key)) && contains(type.getContentType());
		}
		return isPlainEnum(raw) || (isPlainRecord(raw) && !this.isBean.test(raw) && containsComponents(raw));
	}

	private boolean containsComponents(Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			if (!contains(this.typeFactory.constructType(component.getGenericType()))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlainEnum(Class<?> type) {
		return type.isEnum() && isAlone(type) && isBare(type) && isBare(type.getDeclaredFields())
				&& isBare(type.getDeclaredMethods());
	}

	private static boolean isPlainRecord(Class<?> type) {
		return type.isRecord() && isAlone(type) && type.getTypeParameters().length == 0
				&& type.getDeclaredConstructors().length == 1 && isBare(type) && isBare(type.getRecordComponents())
				&& isBare(type.getDeclaredFields()) && isBare(type.getDeclaredMethods())
				&& isBare(type.getDeclaredConstructors()) && isBare(type.getDeclaredConstructors()[0].getParameters());
	}

	/** A type above it may have annotations, or be sealed. */
	private static boolean isAlone(Class<?> type) {
		for (Class<?> parent : type.getInterfaces()) {
			if (parent != Comparable.class) {
				return false;
			}
		}
		return true;
	}

	private static boolean isBare(AnnotatedElement... elements) {
		for (AnnotatedElement element : elements) {
			if (element.getDeclaredAnnotations().length > 0) {
				return false;
			}
		}
		return true;
	}

}
