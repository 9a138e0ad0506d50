package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxReuse;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whose calls share a worker, where a profile lets them.
 */
@SandboxApplicationTest
@TestPropertySource(
		properties = { "pctx.sandbox.profiles.trusted.reuse=same-bean", "pctx.sandbox.profiles.trusted.reuse-calls=3",
				"pctx.sandbox.profiles.trusted.reuse-time=1h", "pctx.sandbox.pool.max-workers=4" })
class SandboxReuseTests {

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenNothingIsSaidThenNoCallFindsAnothers() {
		assertThat(count("first", "count")).isEqualTo("1 of 1");
		assertThat(count("first", "count")).isEqualTo("1 of 1");
	}

	@Test
	void whenProfileSaysSoThenCallsOfOneMethodOfOneBeanShareAWorker() {
		assertThat(count("first", "countTrusted")).isEqualTo("1 of 1");
		assertThat(count("first", "countTrusted")).isEqualTo("2 of 2");
		assertThat(count("second", "countTrusted")).isEqualTo("1 of 1");
		assertThat(count("first", "countTrustedToo")).isEqualTo("1 of 1");
		assertThat(count("first", "countTrusted")).isEqualTo("3 of 3");
		assertThat(count("first", "countTrusted")).isEqualTo("1 of 1");
	}

	@Test
	void whenPolicyOfACallSaysSoThenItHoldsForSuchCalls() {
		SandboxReuse reuse = new SandboxReuse(SandboxReuse.Mode.SAME_BEAN, 2, Duration.ofHours(1));
		for (int i = 1; i <= 2; i++) {
			SandboxResult<Integer> result = this.operations.callWith((policy) -> policy.withReuse(reuse), "second",
					"count");
			assertThat(result.value()).isEqualTo(i);
		}
		assertThat(count("second", "count")).isEqualTo("1 of 1");
		assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(() -> this.operations.callWith(
				(policy) -> policy.withReuse(new SandboxReuse(SandboxReuse.Mode.SAME_BEAN, 0, Duration.ofHours(1))),
				"second", "count"))
			.withMessageContaining("reuse.calls");
	}

	private String count(String bean, String method) {
		SandboxResult<Integer> result = this.operations.call(bean, method);
		return "%d of %d".formatted(result.value(), result.report().call());
	}

	static class Counter {

		private static int calls;

		@Sandboxed
		public int count() {
			return ++calls;
		}

		@Sandboxed(profile = "trusted")
		public int countTrusted() {
			return ++calls;
		}

		@Sandboxed(profile = "trusted")
		public int countTrustedToo() {
			return ++calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Counter first() {
			return new Counter();
		}

		@Bean
		Counter second() {
			return new Counter();
		}

	}

}
