package com.portofcontext.pctx.sandbox.aop;

import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxPolicy;

/**
 * The policies that a {@link com.portofcontext.pctx.sandbox.Sandboxed} annotation starts
 * from.
 *
 * @param defaults the policy where no profile is named
 * @param profiles complete policies by the names of their profiles
 * @since 0.1.0
 */
public record SandboxPolicies(SandboxPolicy defaults, Map<String, SandboxPolicy> profiles) {

	public SandboxPolicies {
		profiles = Map.copyOf(profiles);
	}

}
