package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;

/**
 * The class path of a method's workers.
 *
 * @param jars SHA-256 names of its jars, in order
 * @param hidden how many of the first are the worker's own, and not to be seen by
 * sandboxed code
 * @since 0.1.0
 */
public record ClassPath(List<String> jars, int hidden) {

	public ClassPath {
		jars = List.copyOf(jars);
	}

}
