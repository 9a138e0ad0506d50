package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.aop.PolicyRules;
import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;
import com.portofcontext.pctx.sandbox.autoconfigure.SandboxProperties.Limits;
import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes complete policies from {@link SandboxProperties}, or says which property has a
 * value that cannot be used.
 */
final class PropertiesSandboxPolicies {

	private PropertiesSandboxPolicies() {
	}

	static SandboxPolicies create(SandboxProperties properties) {
		checkOthers(properties);
		SandboxPolicy defaults = create("pctx.sandbox.defaults", properties.defaults(), SandboxPolicy.DEFAULT);
		Map<String, SandboxPolicy> profiles = new HashMap<>();
		properties.profiles()
			.forEach((name, limits) -> profiles.put(name, create("pctx.sandbox.profiles." + name, limits, defaults)));
		return new SandboxPolicies(defaults, profiles, properties.dependencies().allowRanges());
	}

	private static SandboxPolicy create(String prefix, Limits limits, SandboxPolicy fallback) {
		List<String> allow = (limits.network() != null) ? limits.network().allow() : null;
		return new SandboxPolicy(use(prefix + ".memory", limits.memory(), fallback.memory(), PolicyRules.MEMORY),
				use(prefix + ".cpus", limits.cpus(), fallback.cpus(), PolicyRules.CPUS),
				use(prefix + ".timeout", limits.timeout(), fallback.timeout(), PolicyRules.TIMEOUT),
				use(prefix + ".max-processes", limits.maxProcesses(), fallback.maxProcesses(),
						PolicyRules.MAX_PROCESSES),
				use(prefix + ".max-result-size", limits.maxResultSize(), fallback.maxResultSize(),
						PolicyRules.MAX_RESULT_SIZE),
				use(prefix + ".max-output-size", limits.maxOutputSize(), fallback.maxOutputSize(),
						PolicyRules.MAX_OUTPUT_SIZE),
				use(prefix + ".scratch-size", limits.scratchSize(), fallback.scratchSize(), PolicyRules.SCRATCH_SIZE),
				(allow != null) ? allowList(prefix + ".network.allow", allow) : fallback.networkAllow());
	}

	private static List<String> allowList(String name, List<String> entries) {
		try {
			return AllowList.parse(entries).entries();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(name, entries,
					"Value has %s. It must be %s.".formatted(ex.getMessage(), PolicyRules.NETWORK_ALLOW));
		}
	}

	private static void checkOthers(SandboxProperties properties) {
		SandboxProperties.Pool pool = properties.pool();
		check("pctx.sandbox.pool.min-idle", pool.minIdle(), pool.minIdle() >= 0, "must be 0 or more");
		check("pctx.sandbox.pool.max-workers", pool.maxWorkers(), pool.maxWorkers() >= 0,
				"must be 1 or more, or 0 to derive it from the machine's memory");
		check("pctx.sandbox.pool.idle-timeout", pool.idleTimeout(), isPositive(pool.idleTimeout()),
				"must be a duration above 0, such as 10m");
		check("pctx.sandbox.pool.start-timeout", pool.startTimeout(), isPositive(pool.startTimeout()),
				"must be a duration above 0, such as 30s");
		if (pool.maxMemory() != null) {
			check("pctx.sandbox.pool.max-memory", pool.maxMemory(), PolicyRules.MEMORY.allows(pool.maxMemory()),
					"must be " + PolicyRules.MEMORY.expected());
		}
		check("pctx.sandbox.dependencies.timeout", properties.dependencies().timeout(),
				isPositive(properties.dependencies().timeout()), "must be a duration above 0, such as 5m");
		check("pctx.sandbox.local.worker-user", properties.local().workerUser(),
				!properties.local().workerUser().isBlank(), "must be the name of a system account");
		check("pctx.sandbox.retry.max-attempts", properties.retry().maxAttempts(),
				properties.retry().maxAttempts() >= 1, "must be at least 1: the first attempt counts");
		check("pctx.sandbox.retry.backoff", properties.retry().backoff(), !properties.retry().backoff().isNegative(),
				"must not be negative");
	}

	private static <T> T use(String name, @Nullable T value, T fallback, PolicyRules.Rule<T> rule) {
		if (value == null) {
			return fallback;
		}
		check(name, value, rule.allows(value), "must be " + rule.expected());
		return value;
	}

	private static void check(String name, Object value, boolean allowed, String reason) {
		if (!allowed) {
			throw new InvalidConfigurationPropertyValueException(name, value, "Value %s.".formatted(reason));
		}
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

}
