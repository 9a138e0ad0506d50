package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.CompletionStage;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

final class SignatureTypes {

	private static final TypeFactory TYPES = TypeFactory.createDefaultInstance();

	static List<JavaType> parameterTypes(Method method, Class<?> beanClass) {
		return Arrays.stream(method.getGenericParameterTypes())
			.map((type) -> resolve(type, method.getDeclaringClass(), beanClass))
			.toList();
	}

	static JavaType returnType(Method method, Class<?> beanClass) {
		return resolve(method.getGenericReturnType(), method.getDeclaringClass(), beanClass);
	}

	static JavaType resolve(Type type, Class<?> declaring, Class<?> beanClass) {
		return TYPES.resolveMemberType(type, TYPES.constructType(beanClass).findSuperType(declaring).getBindings());
	}

	static boolean isFuture(JavaType type) {
		return type.isTypeOrSubTypeOf(Future.class) || type.isTypeOrSubTypeOf(CompletionStage.class);
	}

	static Optional<String> unsupported(JavaType type) {
		return Optional.empty();
	}

}
