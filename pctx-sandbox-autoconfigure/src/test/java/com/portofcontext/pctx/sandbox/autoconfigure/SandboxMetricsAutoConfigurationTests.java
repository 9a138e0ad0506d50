package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.machine.Machine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SandboxMetricsAutoConfiguration}, on a real jail where there is one.
 */
class SandboxMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class, SandboxMetricsAutoConfiguration.class))
		.withPropertyValues("pctx.sandbox.defaults.memory=256MB", "pctx.sandbox.defaults.timeout=2m")
		.withBean("counter", Counter.class);

	@Test
	void whenCallsEndThenTheyAreTimedByOutcome() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("pctx.sandbox.pool.warm-up=false")
			.run((context) -> {
				Counter counter = context.getBean(Counter.class);
				assertThat(counter.next(1)).isEqualTo(2);
				assertThat(counter.next(2)).isEqualTo(3);
				assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> counter.next(-1));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(timer(registry, "RETURNED").count()).isEqualTo(2);
				assertThat(timer(registry, "RETURNED").totalTime(TimeUnit.NANOSECONDS)).isPositive();
				assertThat(timer(registry, "THREW").count()).isOne();
			});
	}

	@Test
	void whenWorkersAreKeptReadyThenTheyAreCounted() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> await().atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(workers(context.getBean(MeterRegistry.class), "ready")).isOne()));
	}

	@Test
	void whenThereIsNoMachineThenCallsAreUnavailableAndWorkersAreUnknown() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Machine.class, SandboxHealthAutoConfigurationTests.BrokenMachine::new)
			.run((context) -> {
				assertThatExceptionOfType(SandboxUnavailableException.class)
					.isThrownBy(() -> context.getBean(Counter.class).next(1));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(timer(registry, "UNAVAILABLE").count()).isOne();
				assertThat(workers(registry, "busy")).isNaN();
			});
	}

	@Test
	void whenThereIsNoRegistryThenThereAreNoMetrics() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SandboxMetrics.class));
	}

	@Test
	void whenMicrometerIsNotThereThenNothingFails() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sandboxMetrics"));
	}

	@Test
	void whenSwitchedOffThenThereAreNoMetrics() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("pctx.sandbox.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SandboxMetrics.class));
	}

	private static Timer timer(MeterRegistry registry, String outcome) {
		return registry.get("pctx.sandbox.calls").tags("bean", "counter", "method", "next", "outcome", outcome).timer();
	}

	private static double workers(MeterRegistry registry, String state) {
		return registry.get("pctx.sandbox.workers").tag("state", state).gauge().value();
	}

	static class Counter {

		@Sandboxed
		public int next(int number) {
			if (number < 0) {
				throw new IllegalArgumentException("negative");
			}
			return number + 1;
		}

	}

}
