package com.portofcontext.pctx.sandbox.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Tests for the checks of {@link PropertiesSandboxPolicies}: a value of the right type
 * that cannot be used ends the start.
 */
class SandboxPropertyValueTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
		// Properties are bound and checked all the same, and no machine starts.
		.withPropertyValues("pctx.sandbox.enabled=false");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			pctx.sandbox.defaults.memory            | 63MB     | at least 64MB
			pctx.sandbox.profiles.llm.memory        | 1KB      | at least 64MB
			pctx.sandbox.defaults.cpus              | 0.04     | at least 0.05
			pctx.sandbox.defaults.cpus              | NaN      | at least 0.05
			pctx.sandbox.profiles.llm.cpus          | -1       | at least 0.05
			pctx.sandbox.defaults.timeout           | 0s       | at least 1ms
			pctx.sandbox.profiles.llm.timeout       | -5s      | at least 1ms
			pctx.sandbox.defaults.timeout           | 366d     | at most 365d
			pctx.sandbox.defaults.max-processes     | 15       | at least 16
			pctx.sandbox.defaults.max-result-size   | 0B       | above 0B
			pctx.sandbox.defaults.max-result-size   | 2GB      | below 2GB
			pctx.sandbox.defaults.max-output-size   | -1B      | not negative
			pctx.sandbox.defaults.scratch-size      | 1KB      | at least 1MB
			pctx.sandbox.defaults.network.max-connections | 0        | at least 1
			pctx.sandbox.profiles.llm.network.max-total-connections | 0        | at least 1
			pctx.sandbox.defaults.network.max-transfer-size | 0B       | above 0B
			pctx.sandbox.profiles.llm.network.connect-timeout | 0s       | at least 1ms
			pctx.sandbox.defaults.network.idle-timeout | -1s      | at least 1ms
			pctx.sandbox.profiles.llm.reuse-calls   | 0        | at least 1
			pctx.sandbox.defaults.reuse-time        | 0s       | at least 1ms
			pctx.sandbox.defaults.network.allow     | 0x7f.1   | 0x7f.1': it is an address that is not written
			pctx.sandbox.profiles.llm.network.allow | *:443    | *:443': it is no name of a host. It must be
			pctx.sandbox.pool.min-idle              | -1       | 0 or more
			pctx.sandbox.pool.max-workers           | -1       | 0 to derive it
			pctx.sandbox.pool.idle-timeout          | 0s       | at least 1ms
			pctx.sandbox.pool.idle-timeout          | 200000d  | at most 365d
			pctx.sandbox.pool.start-timeout         | -1s      | at least 1ms
			pctx.sandbox.pool.start-timeout         | 366d     | at most 365d
			pctx.sandbox.pool.max-memory            | 63MB     | at least 64MB
			pctx.sandbox.classpath.include          | a.jar,,b | has a blank pattern
			pctx.sandbox.classpath.exclude          | a.jar,,b | has a blank pattern
			pctx.sandbox.classpath.resources        | a.sql,,b | has a blank pattern
			pctx.sandbox.dependencies.timeout       | 0s       | at least 1ms
			pctx.sandbox.dependencies.timeout       | 366d     | at most 365d
			pctx.sandbox.dependencies.lock-mode     | write    | needs pctx.sandbox.dependencies.lock
			pctx.sandbox.local.worker-user          | ""       | system account
			pctx.sandbox.lima.instance              | a_b      | up to 32 letters, digits
			pctx.sandbox.lima.cpus                  | 0        | 1 or more
			pctx.sandbox.lima.memory                | 1023MB   | at least 1GB
			pctx.sandbox.lima.disk                  | 4095MB   | at least 4GB
			pctx.sandbox.lima.vm-type               | vbox     | 'qemu' or 'vz'
			pctx.sandbox.lima.image.location        | ""       | path or URL of a disk image
			pctx.sandbox.lima.image.kernel          | /k       | needs pctx.sandbox.lima.image.location
			pctx.sandbox.lima.image.initrd          | /i       | needs pctx.sandbox.lima.image.location
			pctx.sandbox.lima.image.arch            | x86_64   | needs pctx.sandbox.lima.image.location
			pctx.sandbox.lima.provision             | prebuilt | 'network' unless pctx.sandbox.lima.image.location
			pctx.sandbox.lima.start-timeout         | 0s       | at least 1ms
			pctx.sandbox.lima.start-timeout         | 366d     | at most 365d
			pctx.sandbox.lima.reset.after-calls     | -1       | 0 for never
			pctx.sandbox.lima.reset.after-idle      | 0s       | at least 1ms
			pctx.sandbox.lima.reset.after-idle      | 366d     | at most 365d
			pctx.sandbox.lima.idle-stop             | -1s      | at least 1ms
			pctx.sandbox.lima.idle-stop             | 366d     | at most 365d
			pctx.sandbox.retry.max-attempts         | 0        | at least 1
			pctx.sandbox.retry.backoff              | -1s      | must be 0, or a duration
			pctx.sandbox.retry.backoff              | 366d     | at most 365d
			""")
	void whenValueCannotBeUsedThenPropertyAndValueAndWhatIsAllowedAreNamed(String name, String value, String allowed) {
		assertRefused(name, allowed, name + "=" + value);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			pctx.sandbox.lima.vm-type    | vz    | pctx.sandbox.lima.reset.after-calls=3 | 'qemu' while
			pctx.sandbox.lima.vm-type    | vz    | pctx.sandbox.lima.reset.after-idle=1m | 'qemu' while
			pctx.sandbox.lima.lifecycle  | none  | pctx.sandbox.lima.idle-stop=1m        | another while
			pctx.sandbox.lima.image.arch | s390x | pctx.sandbox.lima.image.location=/d   | 'x86_64' or 'aarch64'
			""")
	void whenValueCannotBeUsedWithAnotherThenItIsSaid(String name, String value, String other, String allowed) {
		assertRefused(name, allowed, name + "=" + value, other);
	}

	@Test
	void whenValuesAreTheSmallestThenTheyAreUsed() {
		this.contextRunner
			.withPropertyValues("pctx.sandbox.pool.start-timeout=1ms", "pctx.sandbox.pool.max-memory=64MB",
					"pctx.sandbox.dependencies.timeout=1ms", "pctx.sandbox.lima.cpus=1", "pctx.sandbox.lima.memory=1GB",
					"pctx.sandbox.lima.disk=4GB", "pctx.sandbox.lima.vm-type=qemu",
					"pctx.sandbox.lima.image.location=/d", "pctx.sandbox.lima.image.kernel=/k",
					"pctx.sandbox.lima.image.arch=aarch64", "pctx.sandbox.lima.provision=prebuilt",
					"pctx.sandbox.lima.start-timeout=1ms", "pctx.sandbox.lima.reset.after-calls=1",
					"pctx.sandbox.lima.reset.after-idle=1ms", "pctx.sandbox.lima.idle-stop=1ms",
					"pctx.sandbox.retry.backoff=0s", "pctx.sandbox.dependencies.lock-mode=write",
					"pctx.sandbox.dependencies.lock=file:sandbox.lock")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void assertRefused(String name, String allowed, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.asInstanceOf(type(InvalidConfigurationPropertyValueException.class))
				.satisfies((failure) -> {
					assertThat(failure.getName()).isEqualTo(name);
					assertThat(failure.getValue()).isNotNull();
					assertThat(failure.getReason()).contains(allowed);
				}));
	}

}
