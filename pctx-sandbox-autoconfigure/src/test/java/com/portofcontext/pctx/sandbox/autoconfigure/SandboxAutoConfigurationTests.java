package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxNetworkLimits;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReuse;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Tests for {@link SandboxAutoConfiguration}.
 */
class SandboxAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
		// Properties are bound and checked all the same, and no machine starts.
		.withPropertyValues("pctx.sandbox.enabled=false");

	@Test
	void whenNothingIsSetThenPolicyIsDefault() {
		this.contextRunner.run((context) -> {
			SandboxPolicies policies = context.getBean(SandboxPolicies.class);
			assertThat(policies.defaults()).isEqualTo(SandboxPolicy.DEFAULT);
			assertThat(policies.profiles()).isEmpty();
		});
	}

	@Test
	void whenNothingIsSetThenPropertiesHaveDocumentedValues() {
		SandboxProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("pctx.sandbox",
				SandboxProperties.class);
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.machine()).isEqualTo(SandboxProperties.Machine.AUTO);
		assertThat(properties.jail()).isEqualTo(SandboxProperties.Jail.AUTO);
		assertThat(properties.pool().minIdle()).isOne();
		assertThat(properties.pool().maxWorkers()).isZero();
		assertThat(properties.pool().idleTimeout()).isEqualTo(Duration.ofMinutes(10));
		assertThat(properties.pool().warmUp()).isTrue();
		assertThat(properties.classpath()).isEqualTo(new SandboxProperties.Classpath(List.of(), List.of(), List.of()));
		assertThat(properties.local().unenforced()).isEmpty();
		assertThat(properties.local().workerUser()).isEqualTo("pctx-sandbox");
		assertThat(properties.local().directory()).isNull();
		assertThat(properties.retry()).isEqualTo(new SandboxProperties.Retry(3, Duration.ofMillis(100)));
	}

	@Test
	void whenProfileLeavesOutLimitThenItIsTakenFromDefaults() {
		this.contextRunner
			.withPropertyValues("pctx.sandbox.defaults.memory=512MB", "pctx.sandbox.defaults.cpus=0.5",
					"pctx.sandbox.defaults.max-processes=64", "pctx.sandbox.profiles.llm.memory=256MB",
					"pctx.sandbox.profiles.llm.timeout=5s")
			.run((context) -> {
				SandboxPolicies policies = context.getBean(SandboxPolicies.class);
				SandboxPolicy defaults = policies.defaults();
				assertThat(defaults.memory()).isEqualTo(DataSize.ofMegabytes(512));
				assertThat(defaults.cpus()).isEqualTo(0.5);
				assertThat(defaults.maxProcesses()).isEqualTo(64);
				assertThat(policies.profiles()).isEqualTo(Map.of("llm",
						defaults.withMemory(DataSize.ofMegabytes(256)).withTimeout(Duration.ofSeconds(5))));
			});
	}

	@Test
	void whenProfileSetsEveryLimitThenNoneComesFromDefaults() {
		String prefix = "pctx.sandbox.profiles.all.";
		this.contextRunner
			.withPropertyValues(prefix + "memory=65MB", prefix + "cpus=2", prefix + "timeout=7s",
					prefix + "max-processes=17", prefix + "max-result-size=3KB", prefix + "max-output-size=4KB",
					prefix + "scratch-size=5MB", prefix + "network.allow=example.com:443",
					prefix + "network.max-connections=6", prefix + "network.max-total-connections=7",
					prefix + "network.max-transfer-size=8KB", prefix + "network.connect-timeout=9s",
					prefix + "network.idle-timeout=10s", prefix + "reuse=same-bean", prefix + "reuse-calls=6",
					prefix + "reuse-time=8s")
			.run((context) -> assertThat(context.getBean(SandboxPolicies.class).profiles()).containsEntry("all",
					new SandboxPolicy(DataSize.ofMegabytes(65), 2, Duration.ofSeconds(7), 17, DataSize.ofKilobytes(3),
							DataSize.ofKilobytes(4), DataSize.ofMegabytes(5), List.of("example.com:443"),
							new SandboxNetworkLimits(6, 7, DataSize.ofKilobytes(8), Duration.ofSeconds(9),
									Duration.ofSeconds(10)),
							new SandboxReuse(SandboxReuse.Mode.SAME_BEAN, 6, Duration.ofSeconds(8)))));
	}

	@Test
	void whenProfileEmptiesNetworkThenDefaultsDoNotFillIt() {
		this.contextRunner
			.withPropertyValues("pctx.sandbox.defaults.network.allow=example.com:443",
					"pctx.sandbox.profiles.closed.network.allow=")
			.run((context) -> {
				SandboxPolicies policies = context.getBean(SandboxPolicies.class);
				assertThat(policies.defaults().networkAllow()).containsExactly("example.com:443");
				assertThat(policies.profiles().get("closed").networkAllow()).isEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pctx.sandbox.defaults.max-procesess", "pctx.sandbox.profiles.llm.timeot",
			"pctx.sandbox.pools.min-idle", "pctx.sandbox.local.unenforcd[0]" })
	void whenKeyIsMisspeltThenOneFailureNamesIt(String name) {
		this.contextRunner.withPropertyValues("pctx.sandbox.defaults.memory=64MB", name + "=17")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.asInstanceOf(type(UnboundConfigurationPropertiesException.class))
				.satisfies((failure) -> assertThat(failure.getUnboundProperties()).singleElement()
					.satisfies((property) -> assertThat(property.getName()).hasToString(name))));
	}

	@Test
	void whenEnvironmentVariableOrSystemPropertyIsUnknownThenItIsIgnored() {
		this.contextRunner.withSystemProperties("pctx.sandbox.unknown=1", "pctx.sandbox.defaults.max-processes=17")
			.withInitializer((context) -> environmentVariables(context.getEnvironment(),
					Map.of("PCTX_SANDBOX_UNKNOWN", "1", "PCTX_SANDBOX_HOME", "/opt", "PCTX_SANDBOX_DEFAULTS_MEMORY",
							"65MB", "PCTX_SANDBOX_PROFILES_LLM_MAXPROCESSES", "18")))
			.run((context) -> {
				SandboxPolicies policies = context.getBean(SandboxPolicies.class);
				assertThat(policies.defaults().memory()).isEqualTo(DataSize.ofMegabytes(65));
				assertThat(policies.defaults().maxProcesses()).isEqualTo(17);
				assertThat(policies.profiles().get("llm").maxProcesses()).isEqualTo(18);
			});
	}

	private static void environmentVariables(ConfigurableEnvironment environment, Map<String, Object> variables) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
	}

	@Test
	void whenMachineIsUnknownThenPropertyIsNamed() {
		this.contextRunner.withPropertyValues("pctx.sandbox.machine=cloud")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("pctx.sandbox.machine"));
	}

	@Test
	void bindsWaivedLimits() {
		this.contextRunner.withPropertyValues("pctx.sandbox.local.unenforced=memory,cpu")
			.run((context) -> assertThat(context.getBean(SandboxProperties.class).local().unenforced())
				.isEqualTo(EnumSet.of(SandboxProperties.WaivableLimit.MEMORY, SandboxProperties.WaivableLimit.CPU)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", "0" })
	void whenSwitchedOffInAnyWayThenCallsAreRefused(String value) {
		this.contextRunner.withPropertyValues("pctx.sandbox.enabled=" + value)
			.run((context) -> assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(context.getBean(SandboxOperations.class)::status)
				.withMessageContaining("pctx.sandbox.enabled=false"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "on", "yes", "1" })
	void whenSwitchedOnInAnyWayThenThereIsAnEngine(String value) {
		this.contextRunner.withPropertyValues("pctx.sandbox.enabled=" + value)
			.run((context) -> assertThat(context).hasSingleBean(SandboxEngine.class)
				.hasSingleBean(SandboxLifecycle.class)
				.hasSingleBean(SandboxOperations.class));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenOperationsAreDefinedThenAutoConfigurationBacksOff(boolean enabled) {
		SandboxOperations operations = DisabledSandbox.operations();
		this.contextRunner.withPropertyValues("pctx.sandbox.enabled=" + enabled)
			.withBean(SandboxOperations.class, () -> operations)
			.run((context) -> assertThat(context.getBean(SandboxOperations.class)).isSameAs(operations));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenInvokerIsDefinedThenAutoConfigurationBacksOff(boolean enabled) {
		SandboxInvoker invoker = DisabledSandbox.invoker();
		this.contextRunner.withPropertyValues("pctx.sandbox.enabled=" + enabled)
			.withBean(SandboxInvoker.class, () -> invoker)
			.run((context) -> {
				assertThat(context.getBean(SandboxInvoker.class)).isSameAs(invoker);
				assertThat(context).doesNotHaveBean(SandboxEngine.class).doesNotHaveBean(SandboxLifecycle.class);
			});
	}

	@Test
	void whenSwitchedOffThenInvokerOfTheApplicationMakesNoCall() {
		AtomicInteger calls = new AtomicInteger();
		ApplicationContextRunner runner = this.contextRunner.withBean("worker", Worker.class)
			.withBean(SandboxInvoker.class, () -> (method, target, arguments) -> calls.incrementAndGet());
		runner.run((context) -> assertThatExceptionOfType(SandboxUnavailableException.class)
			.isThrownBy(context.getBean(Worker.class)::work)
			.withMessageContainingAll("Worker.work", "pctx.sandbox.enabled=false"));
		assertThat(calls).hasValue(0);
		runner.withPropertyValues("pctx.sandbox.enabled=true")
			.run((context) -> assertThat(context.getBean(Worker.class).work()).isOne());
	}

	@Test
	void whenPoliciesAreDefinedThenAutoConfigurationBacksOff() {
		SandboxPolicies policies = new SandboxPolicies(SandboxPolicy.DEFAULT, Map.of());
		this.contextRunner.withBean(SandboxPolicies.class, () -> policies)
			.run((context) -> assertThat(context.getBean(SandboxPolicies.class)).isSameAs(policies));
	}

	static class Worker {

		@Sandboxed
		public int work() {
			throw new AssertionError("Ran in the host");
		}

	}

}
