package com.portofcontext.pctx.sandbox.guest.worker;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Makes the emptiest values of a type that still use each class in it once, in the form
 * in which they are on the wire. Linking the accessors of a class is most of what its
 * first value costs.
 */
final class SampleValues {

	private static final int MAX_DEPTH = 4;

	private final CBORMapper mapper;

	SampleValues(CBORMapper mapper) {
		this.mapper = mapper;
	}

	@Nullable Object of(JavaType type) {
		return of(type, 0);
	}

	private @Nullable Object of(JavaType type, int depth) {
		Class<?> raw = type.getRawClass();
		if (depth > MAX_DEPTH) {
			return null;
		}
		if (raw.isPrimitive()) {
			return (raw == boolean.class) ? false : (raw == char.class) ? "0" : Integer.valueOf(0);
		}
		if (type.isArrayType() && type.getContentType().isPrimitive()) {
			return null;
		}
		if (type.isArrayType() || type.isCollectionLikeType()) {
			return list(of(type.getContentType(), depth + 1));
		}
		if (type.isMapLikeType() || raw.isEnum() || raw.getName().startsWith("java.") || type.isAbstract()) {
			return null;
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

	private static List<?> list(@Nullable Object element) {
		return (element != null) ? List.of(element) : List.of();
	}

}
