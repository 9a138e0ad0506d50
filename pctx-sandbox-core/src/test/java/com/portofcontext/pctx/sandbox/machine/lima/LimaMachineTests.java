package com.portofcontext.pctx.sandbox.machine.lima;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hosts that cannot run the machine.
 */
class LimaMachineTests {

	@TempDir
	private Path directory;

	/** As all of these tests are. */
	@Test
	void whenApplicationIsRunByRootThenStartIsRefused() {
		LimaMachine machine = new LimaMachine(settings(null), this.directory, (event) -> {
		});
		assertThatExceptionOfType(SandboxUnavailableException.class).isThrownBy(machine::open)
			.withMessageContaining("Lima runs no machine for root")
			.withMessageContaining("pctx.sandbox.machine=local");
		machine.close();
	}

	@Test
	void whenThereIsNoQemuThenMessageSaysHowToGetIt() {
		Hypervisor hypervisor = new Hypervisor(settings("none"), this.directory.resolve("qemu"));
		assertThatExceptionOfType(LimaException.Final.class).isThrownBy(hypervisor::environment)
			.withMessageContaining("There is no command 'qemu-system-none'")
			.withMessageContaining("apt-get install qemu-system qemu-utils");
	}

	private LimaSettings settings(@Nullable String arch) {
		return new LimaSettings("pctx", this.directory, "limactl", 1, DataSize.ofGigabytes(1), DataSize.ofGigabytes(4),
				"qemu", new LimaSettings.Image("image", null, null, arch), LimaSettings.Provision.PREBUILT,
				LimaSettings.Lifecycle.START_AND_STOP, LimaSettings.Start.EAGER, Duration.ofMinutes(1),
				new LimaSettings.Reset(0, null), null, true, Map.of());
	}

}
