package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;

/**
 * Stands in where nothing can resolve.
 */
final class MissingDependencyResolver implements DependencyResolver {

	@Override
	public List<Resolved> resolve(List<DependencyCoordinate> coordinates) {
		throw new SandboxDependencyException(
				"The dependencies %s cannot be resolved: nothing on the class path can do that.".formatted(coordinates),
				"Add com.portofcontext.pctx:pctx-sandbox-maven to the application, or define a bean of type %s."
					.formatted(DependencyResolver.class.getName()),
				null);
	}

}
