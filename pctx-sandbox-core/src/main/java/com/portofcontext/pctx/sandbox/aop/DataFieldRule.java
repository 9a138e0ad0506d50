package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Tells the fields that hold data, whose values travel, from those that hold beans.
 */
final class DataFieldRule {

	private static final String COMPONENT = "org.springframework.stereotype.Component";

	private static final String CONFIGURATION_PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

	private final Predicate<Class<?>> isBean;

	DataFieldRule(ListableBeanFactory beanFactory) {
		this.isBean = (type) -> isBean(type, beanFactory);
	}

	/**
	 * Return what tells the classes of beans. It holds for whatever a field leads to.
	 */
	Predicate<Class<?>> isBean() {
		return this.isBean;
	}

	/**
	 * Check an instance field that sandboxed code reads.
	 * @param field the field
	 * @param type its resolved type
	 * @param unsupported why the type cannot travel, or {@code null} if it can
	 * @return what is wrong, or {@code null} if the field is data
	 */
	@Nullable Problem check(Field field, JavaType type, @Nullable String unsupported) {
		Class<?> bean = find(type, (contained) -> this.isBean.test(contained) || isOpenInterface(contained));
		if (bean != null) {
			return problem(field, "which is a bean (%s) and stays behind".formatted(bean.getName()));
		}
		return (unsupported != null) ? problem(field, "whose value cannot travel: " + unsupported) : null;
	}

	/**
	 * Check a static field that sandboxed code reads. Beyond the wall it has what its
	 * class gives it, which a field that the container sets has not got.
	 * @param field the field
	 * @param type its resolved type
	 * @return what is wrong, or {@code null}
	 */
	@Nullable Problem checkStatic(Field field, JavaType type) {
		Class<?> bean = Modifier.isFinal(field.getModifiers()) ? null : find(type, this.isBean);
		return (bean == null) ? null
				: new Problem(
						"It reads the static field '%s' of type %s, which is a bean (%s) and stays behind."
							.formatted(field.getName(), field.getGenericType().getTypeName(), bean.getName()),
						"Pass what is needed as an argument, or make '%s' final if its class itself creates the value."
							.formatted(field.getName()));
	}

	private static Problem problem(Field field, String reason) {
		return new Problem(
				"It reads the field '%s' of type %s, %s.".formatted(field.getName(),
						field.getGenericType().getTypeName(), reason),
				"Pass what is needed as an argument, or move the work that needs '%s' to the caller."
					.formatted(field.getName()));
	}

	/**
	 * Find a type in a type, its elements included.
	 */
	private static @Nullable Class<?> find(JavaType type, Predicate<Class<?>> wanted) {
		if (wanted.test(type.getRawClass())) {
			return type.getRawClass();
		}
		for (JavaType contained : type.getBindings().getTypeParameters()) {
			Class<?> found = find(contained, wanted);
			if (found != null) {
				return found;
			}
		}
		return type.isArrayType() ? find(type.getContentType(), wanted) : null;
	}

	private static boolean isOpenInterface(Class<?> type) {
		return type.isInterface() && !type.isSealed() && !isOfJdk(type);
	}

	private static boolean isOfJdk(Class<?> type) {
		return type.getName().startsWith("java.");
	}

	private static boolean isBean(Class<?> type, ListableBeanFactory beanFactory) {
		if (type.isPrimitive() || type.isArray() || type.isEnum() || isOfJdk(type)) {
			// Data by itself, or refused for its type.
			return false;
		}
		if (SpringProxy.class.isAssignableFrom(type)) {
			return true;
		}
		Class<?> userClass = ClassUtils.getUserClass(type);
		MergedAnnotations annotations = MergedAnnotations.from(userClass, MergedAnnotations.SearchStrategy.SUPERCLASS);
		if (annotations.isPresent(CONFIGURATION_PROPERTIES)) {
			return false;
		}
		return annotations.isPresent(COMPONENT) || beanFactory.getBeanNamesForType(userClass, true, false).length > 0;
	}

}
