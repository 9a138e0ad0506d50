package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the sandboxed methods of a class: annotated there, on a superclass or on an
 * interface, themselves or by their class. Nearer wins over farther, method over class.
 */
final class SandboxedMethodFinder {

	private final Map<Class<?>, Declarations> declarations = new ConcurrentHashMap<>(256);

	/**
	 * Find the sandboxed methods of a bean class.
	 * @param beanClass the user's class, no proxy
	 * @return the most specific methods with their annotations, in a stable order; empty
	 * for most classes
	 */
	Map<Method, Sandboxed> find(Class<?> beanClass) {
		List<Declarations> hierarchy = hierarchy(beanClass);
		if (hierarchy.isEmpty()) {
			return Map.of();
		}
		Map<Method, Sandboxed> methods = new LinkedHashMap<>();
		for (Declarations type : hierarchy) {
			type.methods()
				.forEach((method, sandboxed) -> methods.putIfAbsent(mostSpecific(method, beanClass), sandboxed));
		}
		for (Declarations type : hierarchy) {
			if (type.sandboxed() != null) {
				// An annotated interface means its own methods, an annotated class all of
				// the bean's.
				Class<?> source = type.type().isInterface() ? type.type() : beanClass;
				for (Method method : publicMethods(source)) {
					methods.putIfAbsent(mostSpecific(method, beanClass), type.sandboxed());
				}
			}
		}
		return methods;
	}

	/**
	 * Return the method that runs when a method is called on a bean of a class.
	 * @param method the method, also one of an interface or a bridge
	 * @param beanClass the user's class
	 * @return the method with the body
	 */
	static Method mostSpecific(Method method, Class<?> beanClass) {
		if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
			return method;
		}
		return AopUtils.getMostSpecificMethod(method, beanClass);
	}

	/**
	 * Return the types of a class that say anything about sandboxing, nearest first.
	 */
	private List<Declarations> hierarchy(Class<?> beanClass) {
		List<Declarations> types = new ArrayList<>(2);
		for (Class<?> type : TypeHierarchy.of(beanClass)) {
			addIfDeclares(types, type);
		}
		return types;
	}

	private void addIfDeclares(List<Declarations> types, Class<?> type) {
		// Spring's own classes are many, and none of them is sandboxed.
		if (type.getName().startsWith("org.springframework.")
				|| !AnnotationUtils.isCandidateClass(type, Sandboxed.class)) {
			return;
		}
		Declarations found = this.declarations.computeIfAbsent(type, Declarations::of);
		if (found.sandboxed() != null || !found.methods().isEmpty()) {
			types.add(found);
		}
	}

	private static List<Method> publicMethods(Class<?> type) {
		return Arrays.stream(type.getMethods())
			.filter((method) -> method.getDeclaringClass() != Object.class)
			.sorted(Comparator.comparing(Method::toString))
			.toList();
	}

	/**
	 * What one type itself says.
	 */
	private record Declarations(Class<?> type, @Nullable Sandboxed sandboxed, Map<Method, Sandboxed> methods) {

		static Declarations of(Class<?> type) {
			Map<Method, Sandboxed> methods = new LinkedHashMap<>();
			List<Method> annotated = new ArrayList<>(0);
			ReflectionUtils.doWithLocalMethods(type, (method) -> {
				if (!method.isBridge() && method.getDeclaredAnnotations().length > 0) {
					annotated.add(method);
				}
			});
			if (annotated.size() > 1) {
				annotated.sort(Comparator.comparing(Method::toString));
			}
			for (Method method : annotated) {
				Sandboxed sandboxed = annotation(method);
				if (sandboxed != null) {
					methods.put(method, sandboxed);
				}
			}
			return new Declarations(type, annotation(type), methods);
		}

		private static @Nullable Sandboxed annotation(AnnotatedElement element) {
			MergedAnnotation<Sandboxed> annotation = MergedAnnotations.from(element).get(Sandboxed.class);
			return annotation.isPresent() ? annotation.synthesize() : null;
		}

	}

}
