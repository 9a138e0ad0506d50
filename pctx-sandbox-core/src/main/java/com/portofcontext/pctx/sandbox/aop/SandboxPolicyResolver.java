package com.portofcontext.pctx.sandbox.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import org.jspecify.annotations.Nullable;

import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;
import org.springframework.util.unit.DataSize;

/**
 * Makes the policy of a method: the annotation's attributes over the profile over the
 * defaults.
 */
final class SandboxPolicyResolver {

	private final SandboxPolicies policies;

	private final StringValueResolver placeholders;

	SandboxPolicyResolver(SandboxPolicies policies, StringValueResolver placeholders) {
		this.policies = policies;
		this.placeholders = placeholders;
	}

	/**
	 * Resolve the policy of an annotation.
	 * @param sandboxed the annotation
	 * @param problems receives every attribute that cannot be used
	 * @return the policy; of no use when there were problems
	 */
	SandboxPolicy resolve(Sandboxed sandboxed, List<Problem> problems) {
		SandboxPolicy policy = start(sandboxed, problems);
		DataSize memory = attribute("memory", sandboxed.memory(), DataSize::parse, PolicyRules.MEMORY, problems);
		Double cpus = attribute("cpus", sandboxed.cpus(), Double::valueOf, PolicyRules.CPUS, problems);
		Duration timeout = attribute("timeout", sandboxed.timeout(), DurationFormatterUtils::detectAndParse,
				PolicyRules.TIMEOUT, problems);
		policy = (memory != null) ? policy.withMemory(memory) : policy;
		policy = (cpus != null) ? policy.withCpus(cpus) : policy;
		policy = (timeout != null) ? policy.withTimeout(timeout) : policy;
		return (sandboxed.allowNetwork().length > 0)
				? policy.withNetworkAllow(allowNetwork(sandboxed.allowNetwork(), problems)) : policy;
	}

	/** A placeholder may stand for any number of entries; none of them means none. */
	private List<String> allowNetwork(String[] attribute, List<Problem> problems) {
		List<String> entries = new ArrayList<>();
		for (String value : attribute) {
			String text = text("allowNetwork", value, problems);
			entries.addAll(List.of(StringUtils.tokenizeToStringArray(text, ",")));
		}
		try {
			return AllowList.parse(entries).entries();
		}
		catch (IllegalArgumentException ex) {
			problems.add(new Problem("Attribute 'allowNetwork' has %s.".formatted(ex.getMessage()),
					"Use %s.".formatted(PolicyRules.NETWORK_ALLOW)));
			return List.of();
		}
	}

	/**
	 * Read the dependencies of an annotation.
	 * @param sandboxed the annotation
	 * @param problems receives every one that cannot be used
	 * @return the others
	 */
	List<DependencyCoordinate> dependencies(Sandboxed sandboxed, List<Problem> problems) {
		List<DependencyCoordinate> dependencies = new ArrayList<>();
		for (String value : sandboxed.dependencies()) {
			String text = text("dependencies", value, problems);
			if (text != null) {
				addDependency(text.trim(), dependencies, problems);
			}
		}
		return dependencies;
	}

	private void addDependency(String text, List<DependencyCoordinate> dependencies, List<Problem> problems) {
		DependencyCoordinate dependency;
		try {
			dependency = DependencyCoordinate.parse(text);
		}
		catch (IllegalArgumentException ex) {
			problems.add(new Problem("Attribute 'dependencies': %s.".formatted(ex.getMessage()),
					"Use %s, such as org.apache.commons:commons-csv:1.14.1; the type is 'jar' or 'pom'."
						.formatted(DependencyCoordinate.FORM)));
			return;
		}
		if (!dependency.isFixed() && !this.policies.movingDependencies()) {
			problems.add(new Problem("Attribute 'dependencies': '%s' may be another library tomorrow.".formatted(text),
					"Name one released version, or set 'pctx.sandbox.dependencies.allow-ranges' to true."));
		}
		if (dependencies.stream().anyMatch(dependency::isSameLibrary)) {
			problems.add(new Problem("Attribute 'dependencies': '%s' is there twice.".formatted(text),
					"Name each library once."));
		}
		dependencies.add(dependency);
	}

	private SandboxPolicy start(Sandboxed sandboxed, List<Problem> problems) {
		SandboxPolicy policy = this.policies.defaults();
		String profile = text("profile", sandboxed.profile(), problems);
		if (StringUtils.hasText(profile)) {
			SandboxPolicy named = this.policies.profiles().get(profile);
			if (named == null) {
				problems.add(new Problem("Attribute 'profile' names '%s', which does not exist.".formatted(profile),
						known(profile)));
				return policy;
			}
			policy = named;
		}
		return policy;
	}

	private String known(String profile) {
		String names = this.policies.profiles().isEmpty() ? "there are none"
				: "there are " + String.join(", ", new TreeSet<>(this.policies.profiles().keySet()));
		return "Name a profile below 'pctx.sandbox.profiles' (%s), or define 'pctx.sandbox.profiles.%s'."
			.formatted(names, profile);
	}

	private <T> @Nullable T attribute(String name, String value, Function<String, T> parser, PolicyRules.Rule<T> rule,
			List<Problem> problems) {
		String text = text(name, value, problems);
		if (!StringUtils.hasText(text)) {
			return null;
		}
		try {
			T parsed = parser.apply(text.trim());
			if (rule.allows(parsed)) {
				return parsed;
			}
		}
		catch (RuntimeException ex) {
			// Reported below: parsers do not agree on their exceptions.
		}
		problems
			.add(new Problem("Attribute '%s' is '%s'.".formatted(name, text), "Use %s.".formatted(rule.expected())));
		return null;
	}

	private @Nullable String text(String name, String value, List<Problem> problems) {
		if (value.isEmpty()) {
			return value;
		}
		try {
			return this.placeholders.resolveStringValue(value);
		}
		catch (RuntimeException ex) {
			problems.add(new Problem("Attribute '%s' is '%s': %s.".formatted(name, value, ex.getMessage()),
					"Define the property, or give a default as in '${name:default}'."));
			return null;
		}
	}

}
