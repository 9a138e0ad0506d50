package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this host can run a virtual machine with its own processor, found out by
 * trying: a device file that is there need not work.
 */
final class Hypervisor {

	private static final Logger logger = LoggerFactory.getLogger(Hypervisor.class);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final byte[] QUIT = "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"quit\"}"
		.getBytes(StandardCharsets.US_ASCII);

	private final LimaSettings settings;

	private final Path wrapper;

	/**
	 * Create a hypervisor.
	 * @param settings say whether it may emulate
	 * @param wrapper where QEMU is wrapped when it does
	 */
	Hypervisor(LimaSettings settings, Path wrapper) {
		this.settings = settings;
		this.wrapper = wrapper;
	}

	/**
	 * Find out how the machine can run here.
	 * @return what limactl's environment needs for it
	 * @throws LimaException.Final if it cannot
	 */
	Map<String, String> environment() throws IOException, InterruptedException {
		if (!usesQemu()) {
			return Map.of();
		}
		String arch = arch();
		String qemu = "qemu-system-" + arch;
		checkThere(qemu);
		checkThere("qemu-img");
		String reason = arch.equals(hostArch()) ? tryAccelerator(qemu)
				: "this host's processor is %s, and the image's %s".formatted(hostArch(), arch);
		if (reason.isEmpty()) {
			return Map.of();
		}
		if (!this.settings.emulation()) {
			throw new LimaException.Final(
					"The Lima machine cannot run on this host's processor: %s. Make KVM usable to this account (such as by: sudo usermod -aG kvm %s), or set pctx.sandbox.lima.emulation=true: then QEMU emulates a processor, and everything takes about 25 times as long."
						.formatted(reason, System.getProperty("user.name")));
		}
		logger.warn("The Lima machine runs on an emulated processor, about 25 times slower than this host's: {}",
				reason);
		return Map.of("QEMU_SYSTEM_" + arch.toUpperCase(Locale.ROOT), wrap(qemu).toString());
	}

	private boolean usesQemu() {
		return (this.settings.vmType() != null) ? this.settings.vmType().equals("qemu") : isLinux();
	}

	private static boolean isLinux() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
	}

	private String arch() {
		LimaSettings.Image image = this.settings.image();
		return (image != null && image.arch() != null) ? image.arch() : hostArch();
	}

	private static String hostArch() {
		String arch = System.getProperty("os.arch", "");
		return arch.equals("amd64") ? "x86_64" : arch;
	}

	/** Have QEMU start a machine without anything in it, and end it. */
	private static String tryAccelerator(String qemu) throws IOException, InterruptedException {
		String accelerator = isLinux() ? "kvm" : "hvf";
		HostCommand.Result result = new HostCommand(List.of(qemu, "-machine", "none", "-accel", accelerator,
				"-nodefaults", "-display", "none", "-S", "-qmp", "stdio"), PATIENCE)
			.run(QUIT);
		return result.succeeded() ? "" : result.errors().strip().replace("\n", "; ");
	}

	private static void checkThere(String command) throws IOException, InterruptedException {
		try {
			new HostCommand(List.of(command, "--version"), PATIENCE).run();
		}
		catch (IOException ex) {
			if (ex.getMessage() != null && ex.getMessage().startsWith("Cannot run program")) {
				throw new LimaException.Final(
						"There is no command '%s', which Lima runs its machine with. Install QEMU (on Debian and Ubuntu: apt-get install qemu-system qemu-utils)."
							.formatted(command),
						ex);
			}
			throw ex;
		}
	}

	/** QEMU with the emulation that Lima does not ask for by itself. */
	private Path wrap(String qemu) throws IOException {
		Path temporary = Files.createTempFile(this.wrapper.getParent(), "qemu", ".tmp");
		Files.writeString(temporary, """
				#!/bin/sh
				set -eu
				for argument; do
					shift
					case $argument in
						*accel=kvm*) argument=${argument%%accel=kvm*}accel=tcg${argument#*accel=kvm} ;;
						host) argument=max ;;
					esac
					set -- "$@" "$argument"
				done
				exec QEMU "$@"
				""".replace("QEMU", qemu));
		Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
		return Files.move(temporary, this.wrapper, StandardCopyOption.ATOMIC_MOVE);
	}

}
