package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.AntPathMatcher;

/**
 * What travels, or stays, because a property says so.
 *
 * @param include patterns of names of jars, and names of classes, that travel though
 * nothing refers to them
 * @param exclude names of jars that never travel
 * @param resources the application's resources that travel
 * @since 0.1.0
 */
public record ClassPathPatterns(List<String> include, List<String> exclude, List<String> resources) {

	public ClassPathPatterns {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
		resources = List.copyOf(resources);
	}

	boolean includes(String jar) {
		return matches(this.include, jar);
	}

	/**
	 * Return what may be names of classes. A class loader knows which are.
	 * @return internal names
	 */
	Stream<String> includedClasses() {
		return this.include.stream().map((name) -> name.replace('.', '/'));
	}

	boolean excludes(String jar) {
		return matches(this.exclude, jar);
	}

	boolean isResource(String name) {
		return matches(this.resources, name);
	}

	private static boolean matches(List<String> patterns, String name) {
		AntPathMatcher matcher = new AntPathMatcher();
		return patterns.stream().anyMatch((pattern) -> matcher.match(pattern, name));
	}

}
