package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where Lima keeps the instance, and we what we know of it: a directory of this account's
 * alone, with short paths. Lima takes no directory that begins with an underscore for an
 * instance.
 *
 * @param root Lima's home
 * @param instance the name of the instance
 */
record LimaHome(Path root, String instance) {

	/** What the shortest of all systems has for the path of a socket. */
	private static final int MAX_PATH = 103;

	private static final String OWN = "_pctx";

	/** Make the directories, and refuse those that cannot be used. */
	void open() throws IOException {
		checkLength(this.root.resolve(this.instance).resolve("ssh.sock.0123456789abcdef"));
		checkLength(socket("0123456789-abcdefgh"));
		Files.createDirectories(directory());
		if (!Files.getOwner(this.root).getName().equals(System.getProperty("user.name"))) {
			throw new LimaException.Final("%s belongs to %s. Name a directory of %s alone in pctx.sandbox.lima.home."
				.formatted(this.root, Files.getOwner(this.root), System.getProperty("user.name")));
		}
		for (Path path : new Path[] { this.root, own(), directory() }) {
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
		}
	}

	private static void checkLength(Path socket) throws LimaException {
		int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
		if (length > MAX_PATH) {
			throw new LimaException.Final(
					"The path of a socket of the Lima machine would have %d bytes, more than the %d it may have: %s. Name a shorter directory in pctx.sandbox.lima.home, or a shorter pctx.sandbox.lima.instance."
						.formatted(length, MAX_PATH, socket));
		}
	}

	private Path own() {
		return this.root.resolve(OWN);
	}

	/** What we know of the instance. */
	Path directory() {
		return own().resolve(this.instance);
	}

	/** Who does something to instances. */
	Path lock() {
		return own().resolve("lock");
	}

	/** What the instance was made of. */
	Path record() {
		return directory().resolve("instance.json");
	}

	/** The application's end of a connection to the agent. */
	Path socket(String application) {
		return directory().resolve(application + ".sock");
	}

	/** Who uses the instance. */
	Path lease(String application) {
		return directory().resolve(application + Leases.SUFFIX);
	}

	/** QEMU as we start it. */
	Path qemu() {
		return own().resolve("qemu");
	}

}
