package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * The types of a method's signature, resolved against the class of the bean, and why they
 * cannot travel.
 */
final class SignatureTypes {

	private static final TypeFactory TYPES = TypeFactory.createDefaultInstance();

	private SignatureTypes() {
	}

	static List<JavaType> parameterTypes(Method method, Class<?> beanClass) {
		return Arrays.stream(method.getGenericParameterTypes())
			.map((type) -> resolve(type, method.getDeclaringClass(), beanClass))
			.toList();
	}

	static JavaType returnType(Method method, Class<?> beanClass) {
		return resolve(method.getGenericReturnType(), method.getDeclaringClass(), beanClass);
	}

	static JavaType resolve(Type type, Class<?> declaringClass, Class<?> beanClass) {
		JavaType declaring = TYPES.constructType(beanClass).findSuperType(declaringClass);
		return (declaring != null) ? TYPES.resolveMemberType(type, declaring.getBindings()) : TYPES.constructType(type);
	}

	/**
	 * Return whether a method returns a future of its value.
	 */
	static boolean isFuture(JavaType returnType) {
		return returnType.hasRawClass(Future.class) || returnType.hasRawClass(CompletableFuture.class)
				|| returnType.hasRawClass(CompletionStage.class);
	}

	/**
	 * Return the type of the value, without the future around it.
	 */
	static JavaType resultType(JavaType returnType) {
		return isFuture(returnType) ? returnType.containedTypeOrUnknown(0) : returnType;
	}

	/**
	 * Return why a type cannot travel.
	 * @param type the type
	 * @return the reason, without a full stop, or {@code null} if it can travel
	 */
	static @Nullable String unsupported(JavaType type) {
		return asynchronous(type.getRawClass());
	}

	private static @Nullable String asynchronous(Class<?> type) {
		for (Class<?> parent : TypeHierarchy.of(type)) {
			String name = parent.getName();
			if (name.equals("org.reactivestreams.Publisher") || name.equals("java.util.concurrent.Flow$Publisher")) {
				return "%s is a reactive stream; return the value, or a CompletableFuture of it"
					.formatted(type.getName());
			}
			if (name.equals("kotlin.coroutines.Continuation")) {
				return "Kotlin's suspending functions are not supported; return the value, or a CompletableFuture of it";
			}
		}
		return null;
	}

}
