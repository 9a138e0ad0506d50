package com.portofcontext.pctx.sandbox.machine.lima;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * How the Lima machine is set up.
 *
 * @param instance its name, which applications that share it have in common
 * @param home the directory of Lima's instances, of this account's alone
 * @param limactl the command, by its path or by its name on the {@code PATH}
 * @param cpus how many CPUs it has
 * @param memory how much memory it has
 * @param disk how large its disk may grow
 * @param vmType Lima's driver, such as {@code qemu}, or {@code null} for Lima's choice
 * @param image what it boots, or {@code null} for Debian's newest cloud image
 * @param provision whether what the image lacks comes from the network
 * @param lifecycle whether applications start and stop it
 * @param start when it is started
 * @param startTimeout how long a start may take, and the creation before it
 * @param reset when it goes back to its pristine state by itself
 * @param idleStop how long there may be no call before it is stopped, or {@code null} for
 * ever
 * @param emulation whether QEMU may emulate a processor where it cannot use this host's
 * @param agent settings of its agent by name, beside those of the template
 * @since 0.1.0
 */
public record LimaSettings(String instance, Path home, String limactl, int cpus, DataSize memory, DataSize disk,
		@Nullable String vmType, @Nullable Image image, Provision provision, Lifecycle lifecycle, Start start,
		Duration startTimeout, Reset reset, @Nullable Duration idleStop, boolean emulation, Map<String, String> agent) {

	public LimaSettings {
		agent = Map.copyOf(agent);
	}

	/**
	 * What the machine boots. It must be Debian or one of its kind, with cloud-init.
	 *
	 * @param location a path or URL of a disk image
	 * @param kernel a path or URL of its kernel, or {@code null} if it boots by itself
	 * @param initrd a path or URL of its initial file system, or {@code null} for none
	 * @param arch its architecture, such as {@code x86_64}, or {@code null} for that of
	 * this host
	 */
	public record Image(String location, @Nullable String kernel, @Nullable String initrd, @Nullable String arch) {

	}

	/**
	 * When the machine goes back to its pristine state by itself: always between calls.
	 *
	 * @param afterCalls after how many calls, or 0 for any number
	 * @param afterIdle after how long without a call, or {@code null} for ever
	 */
	public record Reset(int afterCalls, @Nullable Duration afterIdle) {

		boolean asked() {
			return this.afterCalls > 0 || this.afterIdle != null;
		}

	}

	/**
	 * Where packages come from that the machine needs.
	 */
	public enum Provision {

		/** Those that the image lacks are installed at the first start. */
		NETWORK,

		/** They are in the image. */
		PREBUILT

	}

	/**
	 * What applications do with the machine.
	 */
	public enum Lifecycle {

		/** The first one starts it, and the last one stops it. */
		START_AND_STOP,

		/** The first one starts it, and it stays. */
		START_ONLY,

		/** None does: it must run already. */
		NONE

	}

	/**
	 * When the machine is started.
	 */
	public enum Start {

		/** With the application, which waits for it. */
		EAGER,

		/** With the application, which does not wait for it. */
		BACKGROUND,

		/** With the first call. */
		ON_FIRST_CALL

	}

}
