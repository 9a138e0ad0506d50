package com.portofcontext.pctx.sandbox.guest.protocol;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Tells values apart by all that can be seen of them: the classes of containers, the
 * order of their elements, and what arrays hold.
 */
final class SameValues {

	private SameValues() {
	}

	static boolean same(@Nullable Object one, @Nullable Object other) {
		if (one == null || other == null) {
			return one == other;
		}
		if (one.getClass() != other.getClass()) {
			return false;
		}
		List<@Nullable Object> parts = parts(one);
		List<@Nullable Object> otherParts = parts(other);
		if (parts == null || otherParts == null) {
			return one.equals(other);
		}
		if (parts.size() != otherParts.size()) {
			return false;
		}
		for (int i = 0; i < parts.size(); i++) {
			if (!same(parts.get(i), otherParts.get(i))) {
				return false;
			}
		}
		return true;
	}

	private static @Nullable List<@Nullable Object> parts(Object value) {
		List<@Nullable Object> parts = new ArrayList<>();
		if (value instanceof Collection<?> collection) {
			parts.addAll(collection);
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, content) -> {
				parts.add(key);
				parts.add(content);
			});
		}
		else if (value instanceof Optional<?> optional) {
			parts.addAll(optional.stream().toList());
		}
		else if (value instanceof AtomicReference<?> reference) {
			parts.add(reference.get());
		}
		else if (value.getClass().isArray()) {
			for (int i = 0; i < Array.getLength(value); i++) {
				parts.add(Array.get(value, i));
			}
		}
		else if (value.getClass().isRecord()) {
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				parts.add(get(component.getAccessor(), value));
			}
		}
		else {
			return null;
		}
		return parts;
	}

	private static @Nullable Object get(Method accessor, Object value) {
		try {
			accessor.setAccessible(true);
			return accessor.invoke(value);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
