package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Bounds the processes and threads of an agent and all it starts: root is not held to
 * limits of its account.
 */
final class ProcessCap {

	private final Path group;

	ProcessCap(String name) throws IOException {
		Path v1 = Path.of("/sys/fs/cgroup/pids");
		Path root = Files.isDirectory(v1) ? v1 : Path.of("/sys/fs/cgroup");
		if (!Files.isDirectory(v1)) {
			Files.writeString(root.resolve("cgroup.subtree_control"), "+pids");
		}
		this.group = Files.createDirectories(root.resolve(name));
	}

	/** What makes a program a member, put before its command. */
	List<String> joining() {
		return List.of("/bin/sh", "-c", "echo $$ >\"$1\" && shift && exec \"$@\"", "sh",
				this.group.resolve("cgroup.procs").toString());
	}

	/** Allow no more than there are. */
	void close() throws IOException {
		Files.writeString(this.group.resolve("pids.max"), Files.readString(this.group.resolve("pids.current")).strip());
	}

	void open() throws IOException {
		Files.writeString(this.group.resolve("pids.max"), "max");
	}

	void remove() throws IOException {
		Path workers = this.group.resolve("pctx-sandbox");
		Files.deleteIfExists(workers);
		Files.deleteIfExists(this.group);
	}

}
