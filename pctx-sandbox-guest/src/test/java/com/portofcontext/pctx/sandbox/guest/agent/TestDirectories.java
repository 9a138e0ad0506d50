package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories that workers of another account may pass through.
 */
final class TestDirectories {

	private TestDirectories() {
	}

	static Path create() throws IOException {
		Path parent = WorkerUsers.isRoot() ? Path.of("/run") : Path.of(System.getProperty("user.home"), ".cache");
		Path directory = Files.createTempDirectory(Files.createDirectories(parent), "pctx-test");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		return directory;
	}

}
