package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.lean.LeanType;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.ResolvedRecursiveType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Writes a type as text and reads it back, with all type arguments:
 * {@code java.util.Map<java.lang.String,int[][]>}. {@code JavaType.toCanonical()} would
 * lose those of array components.
 */
public final class TypeNames {

	private TypeNames() {
	}

	/**
	 * Write a type.
	 * @param type the type
	 * @return its text
	 */
	public static String of(JavaType type) {
		StringBuilder text = new StringBuilder();
		append(type, text);
		return text.toString();
	}

	/**
	 * Read a type. The text must come from the host: classes are loaded, though not
	 * initialised.
	 * @param text what {@link #of} wrote
	 * @param typeFactory makes the type
	 * @param classLoader finds the classes
	 * @return the type
	 * @throws ClassNotFoundException if a class is missing
	 */
	public static JavaType parse(String text, TypeFactory typeFactory, ClassLoader classLoader)
			throws ClassNotFoundException {
		return type(LeanType.parse(text, classLoader), typeFactory);
	}

	private static JavaType type(LeanType type, TypeFactory typeFactory) {
		JavaType[] arguments = type.arguments()
			.stream()
			.map((argument) -> type(argument, typeFactory))
			.toArray(JavaType[]::new);
		if (type.raw().isArray()) {
			return typeFactory.constructArrayType(arguments[0]);
		}
		return (arguments.length > 0) ? typeFactory.constructParametricType(type.raw(), arguments)
				: typeFactory.constructType(type.raw());
	}

	private static void append(JavaType type, StringBuilder text) {
		if (type.isArrayType()) {
			append(type.getContentType(), text);
			text.append("[]");
			return;
		}
		text.append(type.getRawClass().getName());
		List<JavaType> arguments = type.getBindings().getTypeParameters();
		if (arguments.isEmpty() || type instanceof ResolvedRecursiveType) {
			return;
		}
		text.append('<');
		for (JavaType argument : arguments) {
			append(argument, text);
			text.append(',');
		}
		text.setCharAt(text.length() - 1, '>');
	}

}
