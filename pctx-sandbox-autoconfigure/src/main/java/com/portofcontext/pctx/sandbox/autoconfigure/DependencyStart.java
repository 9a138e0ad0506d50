package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencies;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.aot.AbstractAotProcessor;

/**
 * Begins to resolve the dependencies of a method as soon as the method is known, beside
 * the rest of the application's start. A sandbox that is switched off has none.
 */
final class DependencyStart implements Consumer<SandboxedMethod> {

	private final ObjectProvider<SandboxDependencies> dependencies;

	DependencyStart(ObjectProvider<SandboxDependencies> dependencies) {
		this.dependencies = dependencies;
	}

	@Override
	public void accept(SandboxedMethod method) {
		if (!method.dependencies().isEmpty() && !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			this.dependencies.ifAvailable((available) -> available.begin(method.dependencies()));
		}
	}

	/** Stands in where nothing can resolve. */
	static DependencyResolver refusing() {
		return (set) -> {
			throw new SandboxDependencyException(
					"The dependencies %s cannot be resolved: nothing on the class path can do that.".formatted(set),
					"Add com.portofcontext.pctx:pctx-sandbox-maven to the application, or define a bean of type %s."
						.formatted(DependencyResolver.class.getName()),
					null);
		};
	}

}
