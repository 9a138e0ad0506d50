package com.portofcontext.pctx.sandbox.machine.lima;

import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * An instance as {@code limactl list --json} prints it.
 *
 * @param name its name
 * @param status how Lima calls its state
 * @param dir its directory
 * @param vmType its driver
 * @param sshConfigFile how ssh reaches it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LimaInstance(String name, String status, Path dir, @Nullable String vmType, @Nullable Path sshConfigFile) {

	boolean running() {
		return this.status.equals("Running");
	}

	boolean stopped() {
		return this.status.equals("Stopped");
	}

	boolean qemu() {
		return "qemu".equals(this.vmType);
	}

}
