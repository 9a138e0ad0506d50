package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file system of its own, which can be filled.
 */
final class Disk {

	private static final int MEGABYTES = 32;

	private final Path root;

	Disk(Path root) throws IOException, InterruptedException {
		this.root = Files.createDirectories(root);
		Processes.run("mount", "-t", "tmpfs", "-o", "mode=755,size=%dm".formatted(MEGABYTES), "tmpfs", root.toString());
	}

	Path root() {
		return this.root;
	}

	void fill() throws IOException {
		try (OutputStream out = Files.newOutputStream(filling())) {
			byte[] bytes = new byte[64 * 1024];
			for (int i = 0; i < MEGABYTES * 16 + 1; i++) {
				out.write(bytes);
			}
		}
		catch (IOException ex) {
			return;
		}
		throw new IOException(this.root + " has more room than it should");
	}

	void free() throws IOException {
		Files.deleteIfExists(filling());
	}

	private Path filling() {
		return this.root.resolve("filling");
	}

	void remove() throws IOException, InterruptedException {
		Processes.run("umount", "-l", this.root.toString());
	}

}
