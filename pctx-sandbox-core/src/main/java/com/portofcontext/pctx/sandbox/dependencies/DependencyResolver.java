package com.portofcontext.pctx.sandbox.dependencies;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds libraries, and the libraries that they need.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DependencyResolver {

	/**
	 * Resolve a set of libraries with all that they need at run time.
	 * @param coordinates the libraries, in the order in which their versions win
	 * @return the jars, in the order of the class path
	 * @throws SandboxDependencyException if one of them cannot be had
	 */
	List<Resolved> resolve(List<DependencyCoordinate> coordinates);

	/**
	 * A jar that was found.
	 *
	 * @param coordinate what it is, with the version that was chosen
	 * @param file where it is
	 */
	record Resolved(DependencyCoordinate coordinate, Path file) {

	}

}
