package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;

/**
 * What no proxy can intercept, judged by the class alone.
 */
final class InterceptionRules {

	private InterceptionRules() {
	}

	static List<Problem> check(Class<?> beanClass) {
		List<Problem> problems = new ArrayList<>(0);
		if (Proxy.isProxyClass(beanClass)) {
			problems.add(new Problem("The bean is a JDK proxy, which has no body that could run beyond the wall.",
					"Annotate a method of a class."));
		}
		else if (beanClass.isHidden() || beanClass.isSynthetic()) {
			problems.add(new Problem("The class is a lambda, which cannot be found by name beyond the wall.",
					"Make it a named class."));
		}
		else if (beanClass.isEnum() || beanClass.isRecord()) {
			problems.add(new Problem("The class is %s, which no proxy can extend."
				.formatted(beanClass.isEnum() ? "an enum" : "a record"), "Make it a class."));
		}
		else if (Modifier.isFinal(beanClass.getModifiers())) {
			problems.add(new Problem("The class is final, so no proxy can extend it.", "Remove 'final'."));
		}
		else if (beanClass.isSealed() && !beanClass.isInterface()) {
			problems.add(new Problem("The class is sealed, so no proxy can extend it.", "Remove 'sealed'."));
		}
		return problems;
	}

	static List<Problem> check(Method method, Class<?> beanClass, @Nullable BeanDefinition definition) {
		List<Problem> problems = new ArrayList<>(0);
		int modifiers = method.getModifiers();
		if (Modifier.isStatic(modifiers)) {
			problems.add(new Problem("The method is static, so no proxy can intercept it.",
					"Make it an instance method, or move it to a class that is not sandboxed."));
		}
		else if (Modifier.isPrivate(modifiers)) {
			problems.add(new Problem("The method is private, so no proxy can intercept it.",
					"Make it public, and call it from another bean."));
		}
		else if (Modifier.isFinal(modifiers)) {
			problems.add(new Problem("The method is final, so no proxy can override it.", "Remove 'final'."));
		}
		else if (isPackagePrivate(modifiers) && !inSamePackage(method.getDeclaringClass(), beanClass)) {
			problems.add(new Problem(
					"The method is package-private in %s, so a proxy of another package or class loader cannot override it."
						.formatted(method.getDeclaringClass().getName()),
					"Make it public or protected."));
		}
		if (method.getName().equals("finalize") && method.getParameterCount() == 0) {
			problems.add(new Problem("The JVM calls the method on the bean itself, around its proxy.",
					"Remove the method; close what it frees in another way."));
		}
		if (ContainerCallbacks.include(method, beanClass, definition)) {
			problems.add(new Problem("The container calls the method on the bean itself, around its proxy.",
					"Annotate only methods that other beans call, instead of the class."));
		}
		return problems;
	}

	/**
	 * Return whether two classes are in the same package for the JVM.
	 */
	static boolean inSamePackage(Class<?> one, Class<?> other) {
		return one.getPackageName().equals(other.getPackageName()) && one.getClassLoader() == other.getClassLoader();
	}

	static boolean isPackagePrivate(int modifiers) {
		return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
	}

}
