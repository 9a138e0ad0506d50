package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;

import org.springframework.util.AntPathMatcher;

/**
 * What travels, or stays, because a property says so.
 *
 * @param include names of jars that travel though nothing refers to them
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
