package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that dependencies bring. A library of the application that has any of them
 * is another version of the same, and stays: of two halves of different versions neither
 * would work.
 */
final class DependencyClasses {

	private final Set<String> files;

	private final Map<Origin, Boolean> known = new ConcurrentHashMap<>();

	private DependencyClasses(Set<String> files) {
		this.files = files;
	}

	static DependencyClasses of(List<Path> jars) {
		Set<String> files = new HashSet<>();
		jars.forEach((jar) -> files.addAll(classFiles(new Origin(jar, null))));
		return new DependencyClasses(files);
	}

	boolean replace(Origin origin) {
		return !this.files.isEmpty() && !origin.isDirectory() && this.known.computeIfAbsent(origin,
				(library) -> !Collections.disjoint(this.files, classFiles(library)));
	}

	boolean hasPackage(String prefix) {
		return this.files.stream().anyMatch((name) -> name.startsWith(prefix));
	}

	private static Set<String> classFiles(Origin origin) {
		Set<String> names = new HashSet<>();
		try {
			origin.read((name) -> {
				names.add(name);
				return false;
			}, (name, content) -> {
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		names.removeIf((name) -> !isClass(name));
		return names;
	}

	/** Many jars have the same description of a module or of versions. */
	private static boolean isClass(String name) {
		return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")
				&& !name.endsWith("package-info.class");
	}

}
