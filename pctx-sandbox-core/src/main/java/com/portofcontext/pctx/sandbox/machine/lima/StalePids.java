package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processes whose ids are written down, and which may be others by now.
 */
final class StalePids {

	private static final List<String> FILES = List.of("ha.pid", "qemu.pid", "vz.pid");

	private StalePids() {
	}

	/** What is not this instance's process may not be killed for it. */
	static void remove(LimaInstance instance) throws IOException {
		for (String name : FILES) {
			Path file = instance.dir().resolve(name);
			if (Files.exists(file) && !isOf(instance, Files.readString(file).strip())) {
				Files.delete(file);
			}
		}
	}

	private static boolean isOf(LimaInstance instance, String pid) {
		try {
			return ProcessHandle.of(Long.parseLong(pid))
				.flatMap((process) -> process.info().commandLine())
				.filter((line) -> line.contains("hostagent") || line.contains(instance.dir().toString()))
				.isPresent();
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

}
