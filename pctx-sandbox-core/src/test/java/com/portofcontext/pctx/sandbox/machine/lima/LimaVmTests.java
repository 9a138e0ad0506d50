package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is done to an instance in each state that Lima leaves one in, by what a real
 * {@code limactl} printed then.
 */
class LimaVmTests {

	private static final String START = "start --timeout 60s pctx";

	@TempDir
	private Path directory;

	private LimaHome home;

	private Leases lease;

	@BeforeEach
	void openHome() throws IOException {
		this.home = new LimaHome(this.directory.resolve("l"), "pctx");
		this.home.open();
		this.lease = Leases.take(this.home.lease(Leases.newName()));
	}

	@AfterEach
	void leave() throws IOException {
		this.lease.close();
	}

	@Test
	void whenThereIsNoInstanceThenItIsMadeAndStarted() throws Exception {
		ScriptedLimactl limactl = limactl("none");
		assertThat(vm(limactl).ensureRunning(this.lease).running()).isTrue();
		assertThat(limactl.asked()).satisfiesExactly((create) -> assertThat(create).startsWith("create --name pctx "),
				(start) -> assertThat(start).isEqualTo(START));
	}

	@Test
	void whenInstanceRunsAsItShouldThenNothingIsDone() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("running");
		assertThat(vm(limactl).ensureRunning(this.lease).running()).isTrue();
		assertThat(limactl.asked()).isEmpty();
	}

	@Test
	void whenInstanceIsBrokenThenItIsEndedAndStarted() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("broken");
		assertThat(vm(limactl).ensureRunning(this.lease).running()).isTrue();
		assertThat(limactl.asked()).containsExactly("stop pctx --force", START);
	}

	/** Lima itself would kill it. */
	@Test
	void whenProcessIdIsAnotherProcessesByNowThenThatLivesOn() throws Exception {
		make();
		Process stranger = new ProcessBuilder("sleep", "600").start();
		try {
			Path pid = Files.createDirectories(this.home.root().resolve("pctx")).resolve("ha.pid");
			Files.writeString(pid, Long.toString(stranger.pid()));
			ScriptedLimactl limactl = limactl("broken");
			vm(limactl).ensureRunning(this.lease);
			assertThat(pid).doesNotExist();
			assertThat(stranger.isAlive()).isTrue();
		}
		finally {
			stranger.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenInstanceIsHalfMadeThenItIsMadeAnew() throws Exception {
		make();
		Files.writeString(this.home.record(),
				Files.readString(this.home.record()).replace("\"finished\":true", "\"finished\":false"));
		ScriptedLimactl limactl = limactl("created");
		vm(limactl).ensureRunning(this.lease);
		assertThat(limactl.asked().get(0)).isEqualTo("delete --force pctx");
		assertThat(limactl.asked().get(1)).startsWith("create ");
		assertThat(limactl.asked().get(2)).isEqualTo(START);
	}

	@Test
	void whenInstanceIsNotOursThenItIsLeftAlone() throws Exception {
		ScriptedLimactl limactl = limactl("stopped");
		assertThatExceptionOfType(LimaException.Final.class).isThrownBy(() -> vm(limactl).ensureRunning(this.lease))
			.withMessageContaining("not the sandbox's")
			.withMessageContaining("pctx.sandbox.lima.instance");
		assertThat(limactl.asked()).isEmpty();
	}

	@Test
	void whenMemoryIsChangedThenInstanceIsChangedWhileStopped() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("running");
		new LimaVm(settings(limactl.executable(), 3), this.home, progress()).ensureRunning(this.lease);
		assertThat(limactl.asked()).containsExactly("stop pctx --force",
				"edit pctx --set .cpus=2 | .memory=\"3072MiB\" | .disk=\"6144MiB\"", START);
	}

	@Test
	void whenStartFailsThenReasonIsThatOfTheLog() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("stopped");
		limactl.failToStart();
		Files.writeString(Files.createDirectories(this.home.root().resolve("pctx")).resolve("ha.stderr.log"),
				ScriptedLimactl.recorded("ha.stderr.log"));
		assertThatExceptionOfType(LimaException.class).isThrownBy(() -> vm(limactl).ensureRunning(this.lease))
			.withMessageContaining("Could not access KVM kernel module")
			.withMessageContaining("ha.stderr.log");
	}

	@Test
	void whenLimactlIsTooOldThenMessageSaysToUpdateIt() throws Exception {
		ScriptedLimactl limactl = limactl("none");
		limactl.answer("version.out", "limactl version 2.1.2\n");
		assertThatExceptionOfType(LimaException.Final.class).isThrownBy(() -> vm(limactl).ensureRunning(this.lease))
			.withMessageContaining("limactl version 2.1.2")
			.withMessageContaining("2.1.3 is the oldest")
			.withMessageContaining("pctx.sandbox.lima.limactl");
		assertThat(limactl.asked()).isEmpty();
	}

	@Test
	void whenThereIsNoLimactlThenMessageSaysHowToGetIt() {
		LimaVm vm = new LimaVm(settings("no-such-limactl", 2), this.home, progress());
		assertThatExceptionOfType(LimaException.Final.class).isThrownBy(() -> vm.ensureRunning(this.lease))
			.withMessageContaining("There is no command 'no-such-limactl'")
			.withMessageContaining("brew install lima")
			.withMessageContaining("pctx.sandbox.lima.limactl");
	}

	/** Exit code 0, whatever QEMU said. */
	@Test
	void whenSnapshotFailsThenInstanceIsMadeAnewAtItsNextStart() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("running");
		LimaVm vm = vm(limactl);
		LimaInstance instance = vm.ensureRunning(this.lease);
		vm.keepPristine(instance, "agent");
		limactl.answer("snapshot.err", "level=warning msg=\"output: Error: Snapshot 'pctx-pristine' does not exist\"");
		assertThatExceptionOfType(LimaException.class).isThrownBy(() -> vm.reset(instance))
			.withMessageContaining("does not exist");
		vm.ensureRunning(this.lease);
		assertThat(limactl.asked()).contains("delete --force pctx");
	}

	@Test
	void whenDriverHasNoSnapshotsThenSettingsThatNeedOneAreRefused() throws Exception {
		make();
		ScriptedLimactl limactl = limactl("running");
		limactl.answer("list-running.out",
				Files.readString(this.directory.resolve("s/list-running.out")).replace("qemu", "vz"));
		LimaVm vm = vm(limactl);
		LimaInstance instance = vm.ensureRunning(this.lease);
		assertThatExceptionOfType(LimaException.Final.class).isThrownBy(() -> vm.lacksPristine(instance, "agent"))
			.withMessageContaining("driver 'vz' takes no snapshots")
			.withMessageContaining("pctx.sandbox.lima.reset");
	}

	/** The record of an instance that was made of the settings. */
	private void make() throws Exception {
		ScriptedLimactl limactl = limactl("none");
		vm(limactl).ensureRunning(this.lease);
	}

	private ScriptedLimactl limactl(String state) throws IOException {
		Path own = Files.createDirectories(this.directory.resolve("s"));
		Files.deleteIfExists(own.resolve("asked"));
		ScriptedLimactl limactl = new ScriptedLimactl(own, this.home.root(), state);
		Files.writeString(own.resolve("asked"), "");
		return limactl;
	}

	private LimaVm vm(ScriptedLimactl limactl) {
		return new LimaVm(settings(limactl.executable(), 2), this.home, progress());
	}

	private static LimaProgress progress() {
		return new LimaProgress("pctx", (event) -> {
		});
	}

	/** With a driver for which no hypervisor of this host is tried. */
	private LimaSettings settings(String limactl, int memory) {
		return new LimaSettings("pctx", this.home.root(), limactl, 2, DataSize.ofGigabytes(memory),
				DataSize.ofGigabytes(6), "vz", null, LimaSettings.Provision.NETWORK,
				LimaSettings.Lifecycle.START_AND_STOP, LimaSettings.Start.EAGER, Duration.ofMinutes(1),
				new LimaSettings.Reset(5, null), null, false, Map.of());
	}

}
