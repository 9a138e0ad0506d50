package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.ResolvedRecursiveType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Writes a type as text and reads it back, with all type arguments:
 * {@code java.util.Map<java.lang.String,int[][]>}. {@code JavaType.toCanonical()} would
 * lose those of array components.
 *
 * @since 0.1.0
 */
public final class TypeNames {

	private final String text;

	private final TypeFactory typeFactory;

	private final ClassLoader classLoader;

	private int position;

	private TypeNames(String text, TypeFactory typeFactory, ClassLoader classLoader) {
		this.text = text;
		this.typeFactory = typeFactory;
		this.classLoader = classLoader;
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
		TypeNames parser = new TypeNames(text, typeFactory, classLoader);
		JavaType type = parser.type();
		if (parser.position != text.length()) {
			throw parser.unexpected();
		}
		return type;
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

	private JavaType type() throws ClassNotFoundException {
		Class<?> rawClass = rawClass();
		JavaType type = skip("<") ? this.typeFactory.constructParametricType(rawClass, arguments())
				: this.typeFactory.constructType(rawClass);
		while (skip("[]")) {
			type = this.typeFactory.constructArrayType(type);
		}
		return type;
	}

	private JavaType[] arguments() throws ClassNotFoundException {
		List<JavaType> arguments = new ArrayList<>();
		do {
			arguments.add(type());
		}
		while (skip(","));
		if (!skip(">")) {
			throw unexpected();
		}
		return arguments.toArray(JavaType[]::new);
	}

	private Class<?> rawClass() throws ClassNotFoundException {
		int start = this.position;
		while (this.position < this.text.length() && "<>,[]".indexOf(this.text.charAt(this.position)) < 0) {
			this.position++;
		}
		String name = this.text.substring(start, this.position);
		return switch (name) {
			case "boolean" -> boolean.class;
			case "byte" -> byte.class;
			case "short" -> short.class;
			case "char" -> char.class;
			case "int" -> int.class;
			case "long" -> long.class;
			case "float" -> float.class;
			case "double" -> double.class;
			case "void" -> void.class;
			default -> Class.forName(name, false, this.classLoader);
		};
	}

	private boolean skip(String token) {
		if (!this.text.startsWith(token, this.position)) {
			return false;
		}
		this.position += token.length();
		return true;
	}

	private IllegalArgumentException unexpected() {
		return new IllegalArgumentException("Unexpected text at %d in type '%s'".formatted(this.position, this.text));
	}

}
