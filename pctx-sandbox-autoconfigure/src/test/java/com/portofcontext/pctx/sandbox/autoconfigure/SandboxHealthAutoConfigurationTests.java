package com.portofcontext.pctx.sandbox.autoconfigure;

import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SandboxHealthAutoConfiguration}.
 */
class SandboxHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class, SandboxHealthAutoConfiguration.class))
		.withBean(Machine.class, BrokenMachine::new);

	@Test
	void whenMachineCannotBeReachedThenHealthIsDownWithReason() {
		this.contextRunner.run((context) -> {
			Health health = context.getBean("sandboxHealthIndicator", HealthIndicator.class).health();
			assertThat(health).isNotNull();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().get("error")).asString().contains("Install firejail");
		});
	}

	@Test
	void whenSwitchedOffThenThereIsNoIndicator() {
		this.contextRunner.withPropertyValues("management.health.sandbox.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sandboxHealthIndicator", "sandboxHealthContributor" })
	void whenApplicationHasItsOwnThenThatIsTheOnlyOne(String name) {
		this.contextRunner.withBean(name, HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).hasSingleBean(HealthIndicator.class));
	}

	@Test
	void whenHealthIsNotThereThenNothingFails() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sandboxHealthIndicator"));
	}

	@Test
	void whenThereIsNoMachineThenThereIsNoIndicator() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxHealthAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
	}

	static final class BrokenMachine implements Machine {

		@Override
		public String name() {
			return "broken";
		}

		@Override
		public FrameChannel connect() {
			throw new SandboxUnavailableException("Install firejail");
		}

		@Override
		public Path blobDirectory() {
			return Path.of("target", "blobs");
		}

		@Override
		public void open() {
		}

		@Override
		public void close() {
		}

	}

}
