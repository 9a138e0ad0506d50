package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The policy that annotation, profile and defaults make together is the one in force:
 * told by the kernel in the report, and felt by the code.
 */
@SandboxApplicationTest
@TestPropertySource(properties = { "pctx.sandbox.defaults.max-processes=100", "pctx.sandbox.profiles.wide.memory=320MB",
		"pctx.sandbox.profiles.wide.cpus=3", "test.profile=wide", "test.memory=192MB" })
class SandboxPolicyTests {

	private static final long MEGABYTE = 1024 * 1024;

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenNothingIsSaidThenDefaultsAreInForce() {
		SandboxResult<List<Long>> result = this.operations.call("gauge", "byDefaults");
		assertMemory(result.report(), 256);
		assertThat(result.report().proof()).contains("pids.max=100");
		assertThat(result.value().get(0)).isBetween(128 * MEGABYTE, 256 * MEGABYTE);
		assertThat(result.value().get(1)).isOne();
	}

	@Test
	void profileWinsOverDefaults() {
		SandboxResult<List<Long>> result = this.operations.call("gauge", "byProfile");
		assertMemory(result.report(), 320);
		assertThat(result.report().proof()).contains("pids.max=100");
		assertThat(result.value().get(1)).isEqualTo(3);
	}

	@Test
	void annotationWinsOverProfileAndItsPlaceholdersAreResolved() {
		SandboxResult<List<Long>> result = this.operations.call("gauge", "byAnnotation");
		assertMemory(result.report(), 192);
		assertThat(result.report().proof()).contains("pids.max=100");
		assertThat(result.value().get(0)).isLessThan(192 * MEGABYTE);
		assertThat(result.value().get(1)).isEqualTo(3);
	}

	@Test
	void policyOfACallWinsOverAll() {
		SandboxResult<List<Long>> result = this.operations
			.callWith((policy) -> policy.withMemory(DataSize.ofMegabytes(128)).withCpus(2), "gauge", "byAnnotation");
		assertMemory(result.report(), 128);
		assertThat(result.value().get(1)).isEqualTo(2);
		await().atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThatExceptionOfType(SandboxTimeoutException.class)
				.isThrownBy(() -> this.operations.callWith((policy) -> policy.withTimeout(Duration.ofSeconds(5)),
						"gauge", "sleep"))
				.withMessageContaining("5000 ms"));
		assertThatExceptionOfType(SandboxDefinitionException.class)
			.isThrownBy(() -> this.operations.callWith((policy) -> policy.withMemory(DataSize.ofMegabytes(1)), "gauge",
					"byDefaults"))
			.withMessageContainingAll("memory", "at least 64MB");
	}

	@Test
	void nullIsAnArgumentAndNoPolicy() {
		assertThat(this.operations.<String>call("gauge", "join", null, 1).value()).isEqualTo("null1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.operations.call("gauge", "join", (Object[]) null))
			.withMessageContaining("(Object) null");
	}

	@Test
	void reportSaysWhatWasProvenAndUsed() {
		SandboxReport report = this.operations.call("gauge", "work", 300).report();
		assertThat(report.machine()).isEqualTo("local");
		assertThat(report.jail()).matches("(bubblewrap|firejail) \\d+\\.\\d+.*");
		assertThat(report.limits()).isNotEqualTo("none").isNotBlank();
		assertThat(report.unenforced()).isEmpty();
		assertThat(report.proof()).contains("seccomp=2", "no_new_privs=1", "capabilities=0", "network=none")
			.anyMatch((fact) -> fact.startsWith("namespaces=") && fact.contains("pid") && fact.contains("mnt"))
			.anyMatch((fact) -> fact.startsWith("cpu."));
		assertThat(report.wallTime()).isBetween(Duration.ofMillis(300), Duration.ofMinutes(1));
		assertThat(report.cpuTime()).isBetween(Duration.ofMillis(100), Duration.ofMinutes(1));
		assertThat(report.peakMemory()).isBetween(DataSize.ofMegabytes(10), DataSize.ofMegabytes(256));
		assertThat(report.outputBytes()).isEqualTo("done\n".length());
	}

	/** The names of the fact differ by the version of cgroups. */
	private static void assertMemory(SandboxReport report, long megabytes) {
		assertThat(report.proof()).containsAnyOf("memory.max=" + megabytes * MEGABYTE,
				"memory.limit_in_bytes=" + megabytes * MEGABYTE);
	}

	static class Gauge {

		@Sandboxed
		public String join(@Nullable String text, int number) {
			return text + number;
		}

		@Sandboxed
		public List<Long> byDefaults() {
			return measure();
		}

		@Sandboxed(profile = "${test.profile}")
		public List<Long> byProfile() {
			return measure();
		}

		@Sandboxed(profile = "${test.profile}", memory = "${test.memory:1GB}")
		public List<Long> byAnnotation() {
			return measure();
		}

		@Sandboxed(timeout = "${test.timeout:1m}")
		public void sleep() throws InterruptedException {
			Thread.currentThread().join();
		}

		@Sandboxed
		public void work(int milliseconds) {
			long end = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			System.out.println("done");
		}

		private static List<Long> measure() {
			return List.of(Runtime.getRuntime().maxMemory(), (long) Runtime.getRuntime().availableProcessors());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Gauge gauge() {
			return new Gauge();
		}

	}

}
