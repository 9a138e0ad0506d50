package com.portofcontext.pctx.sandbox;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SandboxPolicy}.
 */
class SandboxPolicyTests {

	private static final SandboxNetworkLimits LIMITS = new SandboxNetworkLimits(3, 3, DataSize.ofMegabytes(3),
			Duration.ofSeconds(3), Duration.ofSeconds(3));

	private static final SandboxReuse REUSE = new SandboxReuse(SandboxReuse.Mode.SAME_BEAN, 3, Duration.ofSeconds(3));

	@Test
	void changesEachPartByItself() {
		DataSize size = DataSize.ofMegabytes(3);
		SandboxPolicy policy = SandboxPolicy.DEFAULT;
		assertThat(policy.withMemory(size).memory()).isEqualTo(size);
		assertThat(policy.withCpus(3).cpus()).isEqualTo(3);
		assertThat(policy.withTimeout(Duration.ofSeconds(3)).timeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(policy.withMaxProcesses(3).maxProcesses()).isEqualTo(3);
		assertThat(policy.withMaxResultSize(size).maxResultSize()).isEqualTo(size);
		assertThat(policy.withMaxOutputSize(size).maxOutputSize()).isEqualTo(size);
		assertThat(policy.withScratchSize(size).scratchSize()).isEqualTo(size);
		assertThat(policy.withNetworkAllow(List.of("a:1")).networkAllow()).containsExactly("a:1");
		assertThat(policy.withNetworkLimits(LIMITS).networkLimits()).isEqualTo(LIMITS);
		assertThat(policy.withReuse(REUSE).reuse()).isEqualTo(REUSE);
	}

	@Test
	void whenAllPartsAreChangedInTurnThenAllStayChanged() {
		DataSize size = DataSize.ofMegabytes(3);
		assertThat(SandboxPolicy.DEFAULT.withMemory(size)
			.withCpus(3)
			.withTimeout(Duration.ofSeconds(3))
			.withMaxProcesses(3)
			.withMaxResultSize(size)
			.withMaxOutputSize(size)
			.withScratchSize(size)
			.withNetworkAllow(List.of("a:1"))
			.withNetworkLimits(LIMITS)
			.withReuse(REUSE)
			.withMemory(size))
			.isEqualTo(new SandboxPolicy(size, 3, Duration.ofSeconds(3), 3, size, size, size, List.of("a:1"), LIMITS,
					REUSE));
	}

}
