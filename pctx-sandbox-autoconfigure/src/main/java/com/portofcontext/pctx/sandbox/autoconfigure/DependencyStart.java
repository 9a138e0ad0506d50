package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencies;

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

}
