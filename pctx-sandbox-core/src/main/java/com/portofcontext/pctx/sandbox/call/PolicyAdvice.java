package com.portofcontext.pctx.sandbox.call;

import java.util.function.Function;

import com.portofcontext.pctx.sandbox.SandboxPolicy;

/**
 * Says where a limit that a call ran into is set: in the policy of that call alone, or by
 * annotation and properties.
 *
 * @param defined the policy the method is defined with
 * @param used the policy of the call
 */
record PolicyAdvice(SandboxPolicy defined, SandboxPolicy used) {

	private static final String PROPERTIES = "'pctx.sandbox.defaults.%1$s' or its profile's 'pctx.sandbox.profiles.<name>.%1$s'";

	String timeout() {
		return attribute("timeout", SandboxPolicy::timeout);
	}

	String memory() {
		return attribute("memory", SandboxPolicy::memory);
	}

	String maxProcesses() {
		return property("max-processes", SandboxPolicy::maxProcesses);
	}

	String maxResultSize() {
		return property("max-result-size", SandboxPolicy::maxResultSize);
	}

	String scratchSize() {
		return property("scratch-size", SandboxPolicy::scratchSize);
	}

	String networkAllow() {
		return isOwn(SandboxPolicy::networkAllow) ? ofCall("networkAllow")
				: "'allowNetwork' of @Sandboxed, " + PROPERTIES.formatted("network.allow");
	}

	private String attribute(String name, Function<SandboxPolicy, Object> limit) {
		return isOwn(limit) ? ofCall(name) : "'%s' of @Sandboxed, ".formatted(name) + PROPERTIES.formatted(name);
	}

	private String property(String name, Function<SandboxPolicy, Object> limit) {
		return isOwn(limit) ? ofCall(name) : PROPERTIES.formatted(name);
	}

	private boolean isOwn(Function<SandboxPolicy, Object> limit) {
		return !limit.apply(this.defined).equals(limit.apply(this.used));
	}

	private static String ofCall(String name) {
		return "'%s' in the policy of this call".formatted(name);
	}

}
