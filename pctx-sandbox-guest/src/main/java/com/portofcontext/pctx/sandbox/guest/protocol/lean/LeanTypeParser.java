package com.portofcontext.pctx.sandbox.guest.protocol.lean;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the textual form of a type, such as
 * {@code java.util.Map<java.lang.String,int[][]>}.
 */
final class LeanTypeParser {

	private final String text;

	private final ClassLoader classLoader;

	private int position;

	private LeanTypeParser(String text, ClassLoader classLoader) {
		this.text = text;
		this.classLoader = classLoader;
	}

	static LeanType parse(String text, ClassLoader classLoader) throws ClassNotFoundException {
		LeanTypeParser parser = new LeanTypeParser(text, classLoader);
		LeanType type = parser.type();
		if (parser.position != text.length()) {
			throw parser.unexpected();
		}
		return type;
	}

	private LeanType type() throws ClassNotFoundException {
		Class<?> raw = rawClass();
		LeanType type = skip("<") ? new LeanType(raw, arguments()) : new LeanType(raw);
		while (skip("[]")) {
			type = LeanType.arrayOf(type);
		}
		return type;
	}

	private LeanType[] arguments() throws ClassNotFoundException {
		List<LeanType> arguments = new ArrayList<>();
		do {
			arguments.add(type());
		}
		while (skip(","));
		if (!skip(">")) {
			throw unexpected();
		}
		return arguments.toArray(new LeanType[0]);
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
		return new IllegalArgumentException("Unexpected text at " + this.position + " in type '" + this.text + "'");
	}

}
