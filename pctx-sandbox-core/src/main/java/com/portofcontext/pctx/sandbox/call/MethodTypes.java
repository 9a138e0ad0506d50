package com.portofcontext.pctx.sandbox.call;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeBindings;
import tools.jackson.databind.type.TypeFactory;

import org.springframework.core.BridgeMethodResolver;

/**
 * Resolves the generic parameter and return types of a method, and the types of fields,
 * against the class of a bean, through generic superclasses and bridge methods.
 *
 * @since 0.1.0
 */
public final class MethodTypes {

	private static final List<Class<?>> FUTURES = List.of(Future.class, CompletionStage.class, CompletableFuture.class);

	private final TypeFactory typeFactory;

	MethodTypes(TypeFactory typeFactory) {
		this.typeFactory = typeFactory;
	}

	/**
	 * Resolve the types of a method's parameters.
	 * @param beanClass the class of the bean
	 * @param method its method
	 * @return the types
	 */
	public List<JavaType> parameterTypes(Class<?> beanClass, Method method) {
		List<JavaType> types = new ArrayList<>();
		for (Type type : genericParameterTypes(method)) {
			types.add(resolve(beanClass, type));
		}
		return List.copyOf(types);
	}

	/**
	 * Resolve the type of what a method returns.
	 * @param beanClass the class of the bean
	 * @param method its method
	 * @return the type, and whether it comes in a future
	 */
	public ReturnType returnType(Class<?> beanClass, Method method) {
		return returnType(beanClass, genericReturnType(method));
	}

	ReturnType returnType(Class<?> beanClass, Type type) {
		if (isFuture(type) && type instanceof ParameterizedType future) {
			return new ReturnType(resolve(beanClass, future.getActualTypeArguments()[0]), true);
		}
		return new ReturnType(resolve(beanClass, type), isFuture(type));
	}

	/**
	 * Resolve the type of a field.
	 * @param beanClass the class of the bean
	 * @param field a field of it or of a superclass
	 * @return the type
	 */
	public JavaType fieldType(Class<?> beanClass, Field field) {
		JavaType declaring = this.typeFactory.constructType(beanClass).findSuperType(field.getDeclaringClass());
		return this.typeFactory.resolveMemberType(field.getGenericType(), declaring.getBindings());
	}

	Type[] genericParameterTypes(Method method) {
		return BridgeMethodResolver.findBridgedMethod(method).getGenericParameterTypes();
	}

	Type genericReturnType(Method method) {
		return BridgeMethodResolver.findBridgedMethod(method).getGenericReturnType();
	}

	JavaType resolve(Class<?> beanClass, Type type) {
		return this.typeFactory.resolveMemberType(substitute(type, variables(beanClass)), TypeBindings.emptyBindings());
	}

	static boolean isFuture(Type type) {
		Type raw = (type instanceof ParameterizedType parameterized) ? parameterized.getRawType() : type;
		return raw instanceof Class<?> rawClass && FUTURES.contains(rawClass);
	}

	/**
	 * Find a type variable that the class of the bean leaves open.
	 */
	static @Nullable String unresolvedVariable(Class<?> beanClass, Type type) {
		return openVariable(substitute(type, variables(beanClass)));
	}

	private static @Nullable String openVariable(Type type) {
		if (type instanceof TypeVariable<?> variable) {
			return variable.getName();
		}
		for (Type component : components(type)) {
			String variable = openVariable(component);
			if (variable != null) {
				return variable;
			}
		}
		return null;
	}

	static Type[] components(Type type) {
		if (type instanceof ParameterizedType parameterized) {
			return parameterized.getActualTypeArguments();
		}
		if (type instanceof GenericArrayType array) {
			return new Type[] { array.getGenericComponentType() };
		}
		if (type instanceof WildcardType wildcard) {
			return wildcard.getUpperBounds();
		}
		return new Type[0];
	}

	private static Map<TypeVariable<?>, Type> variables(Class<?> type) {
		Map<TypeVariable<?>, Type> variables = new HashMap<>();
		collectVariables(type, variables);
		return variables;
	}

	private static void collectVariables(Class<?> type, Map<TypeVariable<?>, Type> variables) {
		if (type.getGenericSuperclass() != null) {
			collectParentVariables(type.getGenericSuperclass(), variables);
		}
		for (Type parent : type.getGenericInterfaces()) {
			collectParentVariables(parent, variables);
		}
	}

	private static void collectParentVariables(Type parent, Map<TypeVariable<?>, Type> variables) {
		if (parent instanceof ParameterizedType parameterized) {
			Class<?> raw = (Class<?>) parameterized.getRawType();
			for (int i = 0; i < raw.getTypeParameters().length; i++) {
				variables.put(raw.getTypeParameters()[i],
						substitute(parameterized.getActualTypeArguments()[i], variables));
			}
			collectVariables(raw, variables);
		}
		else {
			collectVariables((Class<?>) parent, variables);
		}
	}

	private static Type substitute(Type type, Map<TypeVariable<?>, Type> variables) {
		if (type instanceof TypeVariable<?> variable) {
			return variables.getOrDefault(variable, variable);
		}
		if (type instanceof ParameterizedType parameterized) {
			List<Type> arguments = new ArrayList<>();
			for (Type argument : parameterized.getActualTypeArguments()) {
				arguments.add(substitute(argument, variables));
			}
			return new Parameterized(parameterized.getRawType(), parameterized.getOwnerType(), arguments);
		}
		if (type instanceof GenericArrayType array) {
			return (GenericArrayType) () -> substitute(array.getGenericComponentType(), variables);
		}
		if (type instanceof WildcardType wildcard) {
			return substitute(wildcard.getUpperBounds()[0], variables);
		}
		return type;
	}

	/**
	 * The type of what a method returns.
	 *
	 * @param type the type of the value
	 * @param future whether the method returns it in a {@link Future},
	 * {@link CompletionStage} or {@link CompletableFuture}
	 */
	public record ReturnType(JavaType type, boolean future) {
	}

	private record Parameterized(Type rawType, @Nullable Type ownerType,
			List<Type> arguments) implements ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return this.arguments.toArray(Type[]::new);
		}

		@Override
		public Type getRawType() {
			return this.rawType;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return this.ownerType;
		}

	}

}
