package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Field;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Tells the fields that hold data, whose values travel, from those that hold beans.
 */
final class DataFieldRule {

	private static final String COMPONENT = "org.springframework.stereotype.Component";

	private static final String CONFIGURATION_PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

	private final Predicate<Class<?>> isBean;

	DataFieldRule(ListableBeanFactory beanFactory) {
		this.isBean = (type) -> beanFactory.getBeanNamesForType(type, true, false).length > 0;
	}

	/**
	 * Check a field that sandboxed code reads.
	 * @param field the field
	 * @param type its resolved type
	 * @param unsupported why the type cannot travel, or {@code null} if it can
	 * @return what is wrong, or {@code null} if the field is data
	 */
	@Nullable Problem check(Field field, JavaType type, @Nullable String unsupported) {
		Class<?> bean = findBean(type);
		if (bean != null) {
			return problem(field, "which is a bean (%s) and stays behind".formatted(bean.getName()));
		}
		return (unsupported != null) ? problem(field, "whose value cannot travel: " + unsupported) : null;
	}

	private static Problem problem(Field field, String reason) {
		return new Problem(
				"It reads the field '%s' of type %s, %s.".formatted(field.getName(),
						field.getGenericType().getTypeName(), reason),
				"Pass what is needed as an argument, or move the work that needs '%s' to the caller."
					.formatted(field.getName()));
	}

	/**
	 * Find a bean type in a type, its elements included.
	 */
	private @Nullable Class<?> findBean(JavaType type) {
		if (isBean(type.getRawClass())) {
			return type.getRawClass();
		}
		for (JavaType contained : type.getBindings().getTypeParameters()) {
			Class<?> bean = findBean(contained);
			if (bean != null) {
				return bean;
			}
		}
		return type.isArrayType() ? findBean(type.getContentType()) : null;
	}

	private boolean isBean(Class<?> type) {
		if (type.isPrimitive() || type.isArray() || type.isEnum() || type.isRecord()
				|| type.getName().startsWith("java.")) {
			// Data by itself, or refused for its type.
			return false;
		}
		MergedAnnotations annotations = MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.SUPERCLASS);
		if (annotations.isPresent(CONFIGURATION_PROPERTIES)) {
			return false;
		}
		boolean openInterface = type.isInterface() && !type.isSealed();
		return openInterface || annotations.isPresent(COMPONENT) || this.isBean.test(type);
	}

}
