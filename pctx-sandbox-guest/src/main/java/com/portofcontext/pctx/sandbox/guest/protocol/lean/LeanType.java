package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;

/**
 * A class with its type arguments. An array has the type of its components.
 */
public final class LeanType {

	private final Class<?> raw;

	private final LeanType[] arguments;

	LeanType(Class<?> raw, LeanType... arguments) {
		this.raw = raw;
		this.arguments = arguments;
	}

	/**
	 * Read the textual form of a type, such as
	 * {@code java.util.Map<java.lang.String,int[][]>}. It must come from the host:
	 * classes are loaded, though not initialised.
	 * @param text the text
	 * @param classLoader finds the classes
	 * @return the type
	 * @throws ClassNotFoundException if a class is missing
	 */
	public static LeanType parse(String text, ClassLoader classLoader) throws ClassNotFoundException {
		return LeanTypeParser.parse(text, classLoader);
	}

	static LeanType arrayOf(LeanType component) {
		return new LeanType(component.raw.arrayType(), component);
	}

	/**
	 * Return the class without its type arguments.
	 * @return the class
	 */
	public Class<?> raw() {
		return this.raw;
	}

	/**
	 * Return the type arguments.
	 * @return the arguments, or the type of an array's components
	 */
	public List<LeanType> arguments() {
		return List.of(this.arguments);
	}

	/** Return a type argument. Without any, Jackson knows what to make of it. */
	LeanType argument(int index) {
		if (index >= this.arguments.length) {
			throw new NotLeanException();
		}
		return this.arguments[index];
	}

	/** Return the type of a member of this type. */
	LeanType resolve(Type type) {
		if (type instanceof Class<?> member) {
			if (member.isArray()) {
				return arrayOf(resolve(member.getComponentType()));
			}
			return new LeanType(member);
		}
		if (type instanceof ParameterizedType parameterized) {
			Type[] declared = parameterized.getActualTypeArguments();
			LeanType[] resolved = new LeanType[declared.length];
			for (int i = 0; i < declared.length; i++) {
				resolved[i] = resolve(declared[i]);
			}
			return new LeanType((Class<?>) parameterized.getRawType(), resolved);
		}
		if (type instanceof GenericArrayType array) {
			return arrayOf(resolve(array.getGenericComponentType()));
		}
		if (type instanceof WildcardType wildcard) {
			return resolve(wildcard.getUpperBounds()[0]);
		}
		TypeVariable<?>[] variables = this.raw.getTypeParameters();
		for (int i = 0; i < variables.length; i++) {
			if (variables[i].equals(type)) {
				return argument(i);
			}
		}
		throw new NotLeanException();
	}

	/** By hand, as a record's own would have to be linked first. */
	@Override
	public boolean equals(Object other) {
		return other instanceof LeanType type && type.raw == this.raw && Arrays.equals(type.arguments, this.arguments);
	}

	@Override
	public int hashCode() {
		return 31 * this.raw.hashCode() + Arrays.hashCode(this.arguments);
	}

}
