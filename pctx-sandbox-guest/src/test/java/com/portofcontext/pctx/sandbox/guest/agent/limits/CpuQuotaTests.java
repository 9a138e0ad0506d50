package com.portofcontext.pctx.sandbox.guest.agent.limits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class CpuQuotaTests {

	@ParameterizedTest
	@CsvSource({ "1, 20000, 20000", "0.5, 10000, 20000", "0.29, 5800, 20000", "0.05, 1000, 20000", "0.01, 1000, 100000",
			"0.03, 1000, 33334", "0.001, 1000, 1000000", "64, 1280000, 20000" })
	void isWhatWasAskedForAndWhatTheKernelTakes(double cpus, long micros, long period) throws Exception {
		assertThat(CpuQuota.of(cpus)).isEqualTo(new CpuQuota(micros, period));
		assertThatNoException().isThrownBy(() -> CpuQuota.of(cpus).requireWithin(cpus));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.0009, 0, -1, Double.NaN })
	void whenKernelCouldOnlyGiveMoreThenItIsRefused(double cpus) {
		assertThatExceptionOfType(LimitException.class).isThrownBy(() -> CpuQuota.of(cpus))
			.withMessage("cpus=%s cannot be enforced: use at least 0.001", cpus);
	}

	@ParameterizedTest
	@CsvSource({ "10001, 20000", "10000, 19998", "-1, 20000", "0, 20000", "10000, 0" })
	void whenMoreIsReadBackThenItIsRefused(long micros, long period) {
		assertThatExceptionOfType(LimitException.class)
			.isThrownBy(() -> new CpuQuota(micros, period).requireWithin(0.5))
			.withMessage("the CPU quota is %d us of each %d us where 0.5 CPUs were asked", micros, period);
	}

	@Test
	void whenLessIsReadBackThenItHolds() {
		assertThatNoException().isThrownBy(() -> new CpuQuota(12_000, 100_000).requireWithin(0.126));
	}

}
