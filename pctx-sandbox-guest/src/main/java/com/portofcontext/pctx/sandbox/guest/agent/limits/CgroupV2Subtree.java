package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A part of the unified hierarchy that groups with limits may be made in. A cgroup that
 * has processes can give no controllers to the ones below it, so where it must be, they
 * move one down: all its limits hold for them there, too.
 */
final class CgroupV2Subtree {

	private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");

	private static final String NAME = "pctx-sandbox";

	private static final String HOST = "pctx-sandbox.host";

	/** Processes may fork while they are moved. */
	private static final int ROUNDS = 20;

	private final Path base;

	/** Where this instance moved the processes of the base to. */
	private @Nullable Path host;

	private CgroupV2Subtree(Path base) {
		this.base = base;
	}

	/**
	 * Make a cgroup usable.
	 * @param cgroup the cgroup
	 * @param mayMove whether its processes may be moved
	 * @return what is made below it
	 * @throws IOException if it cannot be used; it is left as it was
	 */
	static CgroupV2Subtree open(Path cgroup, boolean mayMove) throws IOException {
		// Another agent, or a killed one, may have moved this process.
		Path base = isHost(cgroup) ? Objects.requireNonNull(cgroup.getParent()) : cgroup;
		List<String> available = List.of(CgroupFiles.read(base.resolve("cgroup.controllers")).split(" "));
		if (!available.containsAll(CONTROLLERS)) {
			throw new IOException("it has not all of the controllers " + CONTROLLERS);
		}
		if (!Files.isWritable(base) || !Files.isWritable(base.resolve("cgroup.procs"))) {
			throw new IOException("it is not writable");
		}
		CgroupV2Subtree subtree = new CgroupV2Subtree(base);
		try {
			subtree.enableInBase(mayMove);
			enable(Files.createDirectories(subtree.directory()));
			return subtree;
		}
		catch (IOException ex) {
			subtree.close();
			throw ex;
		}
	}

	/** Whether a cgroup is where processes of the one above are moved to. */
	static boolean isHost(Path cgroup) {
		return cgroup.endsWith(HOST);
	}

	private void enableInBase(boolean mayMove) throws IOException {
		try {
			enable(this.base);
		}
		catch (IOException ex) {
			if (!mayMove || CgroupFiles.processes(this.base).isEmpty()) {
				throw ex;
			}
			this.host = Files.createDirectories(this.base.resolve(HOST));
			move(this.base, this.host);
			enable(this.base);
		}
	}

	/** Let the cgroups below one have limits. */
	static void enable(Path cgroup) throws IOException {
		CgroupFiles.write(cgroup.resolve("cgroup.subtree_control"), "+" + String.join(" +", CONTROLLERS));
	}

	private static void move(Path from, Path to) throws IOException {
		List<Long> processes = CgroupFiles.processes(from);
		for (int round = 0; round < ROUNDS && !processes.isEmpty(); round++) {
			processes.forEach((pid) -> CgroupFiles.tryWrite(to.resolve("cgroup.procs"), pid));
			processes = CgroupFiles.processes(from);
		}
		if (!processes.isEmpty()) {
			throw new IOException("its processes %s cannot be moved to %s".formatted(processes, to));
		}
	}

	/**
	 * Return where groups are made.
	 * @return the directory, shared by all agents
	 */
	Path directory() {
		return this.base.resolve(NAME);
	}

	/** Undo what was done, unless others use it. */
	void close() {
		if (!CgroupFiles.remove(directory()) || this.host == null) {
			return;
		}
		try {
			CgroupFiles.tryWrite(this.base.resolve("cgroup.subtree_control"), "-" + String.join(" -", CONTROLLERS));
			move(this.host, this.base);
			CgroupFiles.remove(this.host);
		}
		catch (IOException ex) {
			// They stay where they are, within the same limits.
		}
	}

}
