package com.portofcontext.pctx.sandbox.aop;

import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxPolicy;

/**
 * The policies that a {@link com.portofcontext.pctx.sandbox.Sandboxed} annotation starts
 * from.
 *
 * @param defaults the policy where no profile is named
 * @param profiles complete policies by the names of their profiles
 * @param movingDependencies whether dependencies may be version ranges and snapshots
 * @since 0.1.0
 */
public record SandboxPolicies(SandboxPolicy defaults, Map<String, SandboxPolicy> profiles, boolean movingDependencies) {

	public SandboxPolicies {
		profiles = Map.copyOf(profiles);
	}

	/**
	 * Create policies whose dependencies must be of fixed versions.
	 * @param defaults the policy where no profile is named
	 * @param profiles complete policies by the names of their profiles
	 */
	public SandboxPolicies(SandboxPolicy defaults, Map<String, SandboxPolicy> profiles) {
		this(defaults, profiles, false);
	}

}
