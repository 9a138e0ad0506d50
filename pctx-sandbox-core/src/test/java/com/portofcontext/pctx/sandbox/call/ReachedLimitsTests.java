package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReachedLimits} and {@link PolicyAdvice}.
 */
class ReachedLimitsTests {

	private static final IOException NO_PROCESS = new IOException(
			"Cannot run program \"x\": error=11, Resource temporarily unavailable");

	@Test
	void whenNoProcessCanBeStartedThenMaxProcessesIsNamed() {
		assertThat(advice(NO_PROCESS, SandboxPolicy.DEFAULT)).contains("128",
				"raise 'pctx.sandbox.defaults.max-processes'", "'pctx.sandbox.profiles.<name>.max-processes'");
	}

	@Test
	void whenCauseReachedLimitThenItIsNamed() {
		assertThat(advice(new IllegalStateException("x", new IOException("/tmp/a: No space left on device")),
				SandboxPolicy.DEFAULT))
			.contains("raise 'pctx.sandbox.defaults.scratch-size'");
	}

	@Test
	void whenLimitIsTheCallsOwnThenItsPolicyIsNamed() {
		assertThat(advice(NO_PROCESS, SandboxPolicy.DEFAULT.withMaxProcesses(20))).contains("at most 20",
				"raise 'max-processes' in the policy of this call");
		assertThat(advice(NO_PROCESS, SandboxPolicy.DEFAULT.withScratchSize(DataSize.ofMegabytes(1))))
			.contains("'pctx.sandbox.defaults.max-processes'");
	}

	@Test
	void whenThereIsNoNetworkThenItsListIsNamed() {
		ConnectException refused = new ConnectException();
		assertThat(advice(new IllegalStateException("x", refused), SandboxPolicy.DEFAULT)).contains("has no network",
				"'allowNetwork' of @Sandboxed", "'pctx.sandbox.defaults.network.allow'");
		assertThat(advice(refused, SandboxPolicy.DEFAULT.withNetworkAllow(List.of("example.com:443")))).isEmpty();
	}

	@Test
	void whenNoLimitWasReachedThenNothingIsSaid() {
		assertThat(advice(new IllegalStateException("boom", new IOException()), SandboxPolicy.DEFAULT)).isEmpty();
	}

	private static String advice(Throwable thrown, SandboxPolicy used) {
		return ReachedLimits.advice(ThrownValue.of(thrown), new PolicyAdvice(SandboxPolicy.DEFAULT, used));
	}

}
