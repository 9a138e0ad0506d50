package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * The types that hold one value or none, as lists of at most one element.
 */
final class References {

	private References() {
	}

	static boolean isReference(Class<?> type) {
		return type == Optional.class || type == OptionalInt.class || type == OptionalLong.class
				|| type == OptionalDouble.class || type == AtomicReference.class;
	}

	static JavaType listType(JavaType referenceType, TypeFactory typeFactory) {
		return typeFactory.constructCollectionType(List.class, referenceType.getContentType());
	}

	static List<?> toList(Object reference) {
		if (reference instanceof Optional<?> optional) {
			return optional.stream().toList();
		}
		if (reference instanceof OptionalInt optional) {
			return optional.stream().boxed().toList();
		}
		if (reference instanceof OptionalLong optional) {
			return optional.stream().boxed().toList();
		}
		if (reference instanceof OptionalDouble optional) {
			return optional.stream().boxed().toList();
		}
		return Collections.singletonList(((AtomicReference<?>) reference).get());
	}

	static Object fromList(Class<?> type, List<?> content) {
		if (type == AtomicReference.class) {
			return new AtomicReference<>(content.isEmpty() ? null : content.get(0));
		}
		Optional<?> first = content.stream().findFirst();
		if (type == OptionalInt.class) {
			return first.map((value) -> OptionalInt.of((Integer) value)).orElseGet(OptionalInt::empty);
		}
		if (type == OptionalLong.class) {
			return first.map((value) -> OptionalLong.of((Long) value)).orElseGet(OptionalLong::empty);
		}
		if (type == OptionalDouble.class) {
			return first.map((value) -> OptionalDouble.of((Double) value)).orElseGet(OptionalDouble::empty);
		}
		return first;
	}

}
