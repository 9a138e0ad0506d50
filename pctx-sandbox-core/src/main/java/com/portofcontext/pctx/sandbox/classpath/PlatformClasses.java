package com.portofcontext.pctx.sandbox.classpath;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the classes of the JDK, which are beyond the wall already, from all others.
 */
final class PlatformClasses {

	private static final Set<String> PACKAGES = ModuleLayer.boot()
		.configuration()
		.modules()
		.stream()
		.filter((module) -> module.reference()
			.location()
			.filter((location) -> "jrt".equals(location.getScheme()))
			.isPresent())
		.flatMap((module) -> module.reference().descriptor().packages().stream())
		.map((name) -> name.replace('.', '/'))
		.collect(Collectors.toUnmodifiableSet());

	private PlatformClasses() {
	}

	static boolean contains(String internalName) {
		int end = internalName.lastIndexOf('/');
		return end >= 0 && PACKAGES.contains(internalName.substring(0, end));
	}

}
