package com.portofcontext.pctx.sandbox.call;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds what binds values to one mapper: that they are of its types, or have its own
 * annotations, which name its classes. The annotations that all mappers share do not.
 */
final class MapperBinding {

	private static final String MAPPER = "tools.jackson.";

	private final Set<Class<?>> seen = new HashSet<>();

	/**
	 * Find it.
	 * @param types types of values
	 * @return what it is, or {@code null}
	 */
	@Nullable String find(Collection<Class<?>> types) {
		for (Class<?> type : types) {
			String found = find(type);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable String find(Class<?> type) {
		if (type.isArray()) {
			return find(type.getComponentType());
		}
		if (type.getName().startsWith(MAPPER)) {
			return "a value is of the type " + type.getName();
		}
		if (type.isPrimitive() || type.getName().startsWith("java.") || !this.seen.add(type)) {
			return null;
		}
		String found = findAnnotation(type, elements(type));
		return (found != null) ? found : find(next(type));
	}

	private static List<AnnotatedElement> elements(Class<?> type) {
		List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
		elements.addAll(List.of(type.getDeclaredFields()));
		elements.addAll(List.of(type.getDeclaredMethods()));
		elements.addAll(List.of(type.getDeclaredConstructors()));
		for (AnnotatedElement element : List.copyOf(elements)) {
			if (element instanceof Executable executable) {
				elements.addAll(List.of(executable.getParameters()));
			}
		}
		return elements;
	}

	private static @Nullable String findAnnotation(Class<?> type, List<AnnotatedElement> elements) {
		for (AnnotatedElement element : elements) {
			for (Annotation annotation : element.getDeclaredAnnotations()) {
				if (isOfMapper(annotation.annotationType())) {
					return "%s is annotated with @%s".formatted(type.getName(), annotation.annotationType().getName());
				}
			}
		}
		return null;
	}

	/** An annotation may stand for others. */
	private static boolean isOfMapper(Class<? extends Annotation> annotation) {
		if (annotation.getName().startsWith(MAPPER)) {
			return true;
		}
		for (Annotation meta : annotation.getDeclaredAnnotations()) {
			if (meta.annotationType().getName().startsWith(MAPPER)) {
				return true;
			}
		}
		return false;
	}

	/** The types above it, below it, and in it. */
	private static Set<Class<?>> next(Class<?> type) {
		Set<Class<?>> next = new HashSet<>(List.of(type.getInterfaces()));
		if (type.getSuperclass() != null) {
			next.add(type.getSuperclass());
		}
		if (type.isSealed()) {
			next.addAll(List.of(type.getPermittedSubclasses()));
		}
		JsonSubTypes subtypes = type.getDeclaredAnnotation(JsonSubTypes.class);
		if (subtypes != null) {
			for (JsonSubTypes.Type subtype : subtypes.value()) {
				next.add(subtype.value());
			}
		}
		for (Field field : type.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				addClasses(field.getGenericType(), next);
			}
		}
		return next;
	}

	private static void addClasses(Type type, Set<Class<?>> classes) {
		if (type instanceof Class<?> raw) {
			classes.add(raw);
		}
		if (type instanceof ParameterizedType parameterized) {
			addClasses(parameterized.getRawType(), classes);
		}
		for (Type component : MethodTypes.components(type)) {
			addClasses(component, classes);
		}
	}

}
