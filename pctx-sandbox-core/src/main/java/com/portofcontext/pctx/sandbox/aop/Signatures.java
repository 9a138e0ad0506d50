package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Method signatures as people write them.
 */
final class Signatures {

	private static final Pattern PACKAGES = Pattern.compile("\\b(?:[\\w$]+\\.)+(?:[\\w]+\\$)?");

	private Signatures() {
	}

	static String of(Method method) {
		return Arrays.stream(method.getGenericParameterTypes())
			.map(Type::getTypeName)
			.map((name) -> PACKAGES.matcher(name).replaceAll(""))
			.collect(Collectors.joining(", ", method.getName() + "(", ")"));
	}

}
