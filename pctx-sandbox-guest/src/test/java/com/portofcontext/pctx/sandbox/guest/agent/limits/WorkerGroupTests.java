package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is read back of a group's limits, from files that look like the kernel's.
 */
class WorkerGroupTests {

	private static final Limits LIMITS = new Limits(1L << 26, 0.5, 16, 0, 0, 0);

	private static final Map<String, String> V1 = Map.of("cgroup.procs", "42", "memory.limit_in_bytes", "67108864",
			"memory.memsw.limit_in_bytes", "67108864", "cpu.cfs_quota_us", "10000", "cpu.cfs_period_us", "20000",
			"pids.max", "16");

	private static final Map<String, String> V2 = Map.of("cgroup.procs", "42", "memory.max", "67108864",
			"memory.swap.max", "0", "cpu.max", "10000 20000", "pids.max", "16");

	@TempDir
	Path directory;

	@Test
	void whenLimitsAreInForceThenAllAreFacts() throws Exception {
		assertThat(v1().prove(42)).containsExactlyInAnyOrder("memory.limit_in_bytes=67108864",
				"memory.memsw.limit_in_bytes=67108864", "cpu.cfs_quota_us=10000", "cpu.cfs_period_us=20000",
				"pids.max=16");
		assertThat(v2().prove(42)).containsExactlyInAnyOrder("memory.max=67108864", "memory.swap.max=0",
				"cpu.max=10000/20000", "pids.max=16");
	}

	@Test
	void whenKernelDoesNotCountSwapThenItIsNoFact() throws Exception {
		WorkerGroup v1 = v1();
		Files.delete(this.directory.resolve("memory.memsw.limit_in_bytes"));
		assertThat(v1.prove(42)).hasSize(4).noneMatch((fact) -> fact.contains("memsw"));
		WorkerGroup v2 = v2();
		Files.delete(this.directory.resolve("memory.swap.max"));
		assertThat(v2.prove(42)).hasSize(3).noneMatch((fact) -> fact.contains("swap"));
	}

	@ParameterizedTest
	@CsvSource({ "cgroup.procs, 43, process 42 is not in", "memory.limit_in_bytes, 67108865, 67108864 was asked",
			"memory.memsw.limit_in_bytes, 67108865, 67108864 was asked", "memory.memsw.limit_in_bytes, -1, was asked",
			"cpu.cfs_quota_us, 10001, 0.5 CPUs were asked", "cpu.cfs_quota_us, -1, 0.5 CPUs were asked",
			"cpu.cfs_period_us, 19998, 0.5 CPUs were asked", "pids.max, 17, 16 was asked",
			"pids.max, max, cannot be read back" })
	void whenV1LimitIsNotInForceThenItIsNotProven(String file, String value, String reason) throws Exception {
		refuse(v1(), file, value, reason);
	}

	@ParameterizedTest
	@CsvSource({ "cgroup.procs, 43, process 42 is not in", "memory.max, 67108865, 67108864 was asked",
			"memory.max, max, 67108864 was asked", "memory.swap.max, 1, 0 was asked",
			"memory.swap.max, max, 0 was asked", "cpu.max, 10001 20000, 0.5 CPUs were asked",
			"cpu.max, 10000 19998, 0.5 CPUs were asked", "cpu.max, max 20000, 0.5 CPUs were asked",
			"pids.max, 17, 16 was asked", "pids.max, max, 16 was asked" })
	void whenV2LimitIsNotInForceThenItIsNotProven(String file, String value, String reason) throws Exception {
		refuse(v2(), file, value, reason);
	}

	private void refuse(WorkerGroup group, String file, String value, String reason) throws IOException {
		Files.writeString(this.directory.resolve(file), value + "\n");
		assertThatExceptionOfType(LimitException.class).isThrownBy(() -> group.prove(42)).withMessageContaining(reason);
	}

	private WorkerGroup v1() throws IOException {
		write(V1);
		return new CgroupV1Group(Map.of("memory", this.directory, "cpu", this.directory, "pids", this.directory),
				LIMITS);
	}

	private WorkerGroup v2() throws IOException {
		write(V2);
		return new CgroupV2Group(LIMITS) {

			@Override
			Path directory() {
				return WorkerGroupTests.this.directory;
			}

			@Override
			public List<Path> joinFiles() {
				return List.of();
			}

		};
	}

	private void write(Map<String, String> files) throws IOException {
		for (Map.Entry<String, String> file : files.entrySet()) {
			Files.writeString(this.directory.resolve(file.getKey()), file.getValue() + "\n");
		}
	}

}
