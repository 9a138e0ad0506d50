package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxNetworkLimits;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReuse;
import com.portofcontext.pctx.sandbox.aop.PolicyRules;
import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;
import com.portofcontext.pctx.sandbox.autoconfigure.SandboxProperties.Dependencies.LockMode;
import com.portofcontext.pctx.sandbox.autoconfigure.SandboxProperties.Limits;
import com.portofcontext.pctx.sandbox.autoconfigure.SandboxProperties.Network;
import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import com.portofcontext.pctx.sandbox.machine.lima.LimaSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

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
		Network network = limits.network();
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
				(network.allow() != null) ? allowList(prefix + ".network.allow", network.allow())
						: fallback.networkAllow(),
				networkLimits(prefix + ".network", network, fallback.networkLimits()),
				reuse(prefix, limits, fallback.reuse()));
	}

	private static SandboxNetworkLimits networkLimits(String prefix, Network network, SandboxNetworkLimits fallback) {
		return new SandboxNetworkLimits(
				use(prefix + ".max-connections", network.maxConnections(), fallback.maxConnections(),
						PolicyRules.MAX_CONNECTIONS),
				use(prefix + ".max-total-connections", network.maxTotalConnections(), fallback.maxTotalConnections(),
						PolicyRules.MAX_CONNECTIONS),
				use(prefix + ".max-transfer-size", network.maxTransferSize(), fallback.maxTransferSize(),
						PolicyRules.MAX_TRANSFER_SIZE),
				use(prefix + ".connect-timeout", network.connectTimeout(), fallback.connectTimeout(),
						PolicyRules.TIMEOUT),
				use(prefix + ".idle-timeout", network.idleTimeout(), fallback.idleTimeout(), PolicyRules.TIMEOUT));
	}

	private static SandboxReuse reuse(String prefix, Limits limits, SandboxReuse fallback) {
		return new SandboxReuse((limits.reuse() != null) ? limits.reuse() : fallback.mode(),
				use(prefix + ".reuse-calls", limits.reuseCalls(), fallback.calls(), PolicyRules.REUSE_CALLS),
				use(prefix + ".reuse-time", limits.reuseTime(), fallback.time(), PolicyRules.TIMEOUT));
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
		check("pctx.sandbox.pool.idle-timeout", pool.idleTimeout(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.pool.start-timeout", pool.startTimeout(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.pool.max-memory", pool.maxMemory(), PolicyRules.MEMORY);
		checkPatterns("include", properties.classpath().include());
		checkPatterns("exclude", properties.classpath().exclude());
		checkPatterns("resources", properties.classpath().resources());
		SandboxProperties.Dependencies dependencies = properties.dependencies();
		check("pctx.sandbox.dependencies.timeout", dependencies.timeout(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.dependencies.lock-mode", dependencies.lockMode(),
				dependencies.lock() != null || dependencies.lockMode() != LockMode.WRITE,
				"needs pctx.sandbox.dependencies.lock, the file to write");
		check("pctx.sandbox.local.worker-user", properties.local().workerUser(),
				!properties.local().workerUser().isBlank(), "must be the name of a system account");
		checkLima(properties.lima());
		check("pctx.sandbox.retry.max-attempts", properties.retry().maxAttempts(),
				properties.retry().maxAttempts() >= 1, "must be at least 1: the first attempt counts");
		Duration backoff = properties.retry().backoff();
		check("pctx.sandbox.retry.backoff", backoff, backoff.isZero() || PolicyRules.TIMEOUT.allows(backoff),
				"must be 0, or " + PolicyRules.TIMEOUT.expected());
	}

	private static void checkPatterns(String name, List<String> patterns) {
		check("pctx.sandbox.classpath." + name, patterns, patterns.stream().allMatch(StringUtils::hasText),
				"has a blank pattern, which names nothing: remove it");
	}

	private static void checkLima(SandboxProperties.Lima lima) {
		check("pctx.sandbox.lima.instance", lima.instance(), lima.instance().matches("[A-Za-z0-9][A-Za-z0-9.-]{0,31}"),
				"must be a name of up to 32 letters, digits, dots and hyphens");
		check("pctx.sandbox.lima.cpus", lima.cpus(), lima.cpus() >= 1, "must be 1 or more");
		check("pctx.sandbox.lima.memory", lima.memory(), lima.memory().toMegabytes() >= 1024, "must be at least 1GB");
		check("pctx.sandbox.lima.disk", lima.disk(), lima.disk().toGigabytes() >= 4, "must be at least 4GB");
		check("pctx.sandbox.lima.start-timeout", lima.startTimeout(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.lima.reset.after-calls", lima.reset().afterCalls(), lima.reset().afterCalls() >= 0,
				"must be 1 or more, or 0 for never");
		checkImage(lima.image());
		check("pctx.sandbox.lima.vm-type", String.valueOf(lima.vmType()),
				lima.vmType() == null || lima.vmType().equals("qemu") || lima.vmType().equals("vz"),
				"must be 'qemu' or 'vz', or be left out for Lima's choice");
		check("pctx.sandbox.lima.vm-type", String.valueOf(lima.vmType()),
				lima.vmType() == null || lima.vmType().equals("qemu")
						|| (lima.reset().afterCalls() == 0 && lima.reset().afterIdle() == null),
				"must be 'qemu' while pctx.sandbox.lima.reset needs snapshots, which no other driver takes");
		check("pctx.sandbox.lima.reset.after-idle", lima.reset().afterIdle(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.lima.idle-stop", lima.idleStop(), PolicyRules.TIMEOUT);
		check("pctx.sandbox.lima.lifecycle", lima.lifecycle(),
				lima.idleStop() == null || lima.lifecycle() != LimaSettings.Lifecycle.NONE,
				"must be another while pctx.sandbox.lima.idle-stop has one stop and start the machine");
		check("pctx.sandbox.lima.provision", lima.provision(),
				lima.image() != null || lima.provision() == LimaSettings.Provision.NETWORK,
				"must be 'network' unless pctx.sandbox.lima.image.location names an image that has the packages");
	}

	private static void checkImage(SandboxProperties.@Nullable Image image) {
		if (image == null) {
			return;
		}
		String location = image.location();
		checkPartOfImage("kernel", image.kernel(), location);
		checkPartOfImage("initrd", image.initrd(), location);
		checkPartOfImage("arch", image.arch(), location);
		check("pctx.sandbox.lima.image.location", String.valueOf(location), StringUtils.hasText(location),
				"must be the path or URL of a disk image");
		check("pctx.sandbox.lima.image.arch", String.valueOf(image.arch()),
				image.arch() == null || image.arch().equals("x86_64") || image.arch().equals("aarch64"),
				"must be 'x86_64' or 'aarch64', or be left out for this host's");
	}

	private static void checkPartOfImage(String name, @Nullable String value, @Nullable String location) {
		if (value != null) {
			check("pctx.sandbox.lima.image." + name, value, location != null,
					"needs pctx.sandbox.lima.image.location, the disk image that it is for");
		}
	}

	private static <T> T use(String name, @Nullable T value, T fallback, PolicyRules.Rule<T> rule) {
		if (value == null) {
			return fallback;
		}
		check(name, value, rule);
		return value;
	}

	/** What is left out is not checked. */
	private static <T> void check(String name, @Nullable T value, PolicyRules.Rule<T> rule) {
		if (value != null) {
			check(name, value, rule.allows(value), "must be " + rule.expected());
		}
	}

	private static void check(String name, Object value, boolean allowed, String reason) {
		if (!allowed) {
			throw new InvalidConfigurationPropertyValueException(name, value, "Value %s.".formatted(reason));
		}
	}

}
