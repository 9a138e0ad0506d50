package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.portofcontext.pctx.sandbox.call.MethodTypes;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import com.portofcontext.pctx.sandbox.call.ValueTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * The types of a bean's sandboxed methods and fields, resolved against its class, and why
 * they cannot travel.
 */
final class SignatureTypes {

	private final ValueTypes valueTypes;

	SignatureTypes(ValueModules modules) {
		this.valueTypes = new ValueTypes(modules);
	}

	List<JavaType> parameterTypes(Class<?> beanClass, Method method) {
		return this.valueTypes.methodTypes().parameterTypes(beanClass, method);
	}

	MethodTypes.ReturnType returnType(Class<?> beanClass, Method method) {
		return this.valueTypes.methodTypes().returnType(beanClass, method);
	}

	JavaType fieldType(Class<?> beanClass, Field field) {
		return this.valueTypes.methodTypes().fieldType(beanClass, field);
	}

	/**
	 * Say why a signature cannot be carried.
	 */
	List<Problem> problems(Class<?> beanClass, Method method) {
		for (Class<?> type : method.getParameterTypes()) {
			if (type.getName().equals("kotlin.coroutines.Continuation")) {
				return List.of(new Problem("It is a suspending function, which is not supported.",
						"Return the value, or a CompletableFuture of it."));
			}
		}
		List<Problem> problems = new ArrayList<>(0);
		for (String problem : this.valueTypes.problems(beanClass, method)) {
			problems.add(new Problem("Its " + problem + ".",
					"Use a type of data, such as a record, a collection or a java.time type."));
		}
		return problems;
	}

	/**
	 * Say why the value of a field cannot be carried.
	 */
	@Nullable String problem(Field field, JavaType type, Predicate<Class<?>> isBean) {
		return this.valueTypes.problem(field.getName(), type, isBean);
	}

}
