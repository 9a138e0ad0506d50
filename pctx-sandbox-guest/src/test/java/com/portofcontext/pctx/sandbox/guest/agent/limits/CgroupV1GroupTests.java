package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CgroupV1GroupTests {

	private final Limits limits = new Limits(1L << 26, 1, 16, 0, 0, 0);

	@Test
	void whenKernelReportsNoLimitThenItIsNotProven(@TempDir Path directory) throws Exception {
		CgroupV1Group group = new CgroupV1Group(Map.of("pids", directory), this.limits);
		Files.writeString(directory.resolve("cgroup.procs"), "42\n");
		Files.writeString(directory.resolve("pids.max"), "16\n");
		assertThat(group.prove(42)).containsExactly("pids.max=16");
		Files.writeString(directory.resolve("pids.max"), "max\n");
		assertThatExceptionOfType(LimitException.class).isThrownBy(() -> group.prove(42)).withMessageContaining("max");
	}

}
