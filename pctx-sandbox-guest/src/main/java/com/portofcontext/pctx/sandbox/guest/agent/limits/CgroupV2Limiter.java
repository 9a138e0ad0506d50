package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits by cgroup v2 directories that this process may write: root without systemd, or a
 * delegated subtree.
 */
final class CgroupV2Limiter implements ResourceLimiter {

	private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");

	private final Path parent;

	private final Path root;

	private CgroupV2Limiter(Path parent, Path root) {
		this.parent = parent;
		this.root = root;
	}

	static @Nullable CgroupV2Limiter detect(CgroupMounts mounts, String run) {
		Path mount = mounts.unifiedMount();
		if (mount == null) {
			return null;
		}
		try {
			List<String> available = List.of(CgroupFiles.read(mount.resolve("cgroup.controllers")).split(" "));
			if (!available.containsAll(CONTROLLERS) || !Files.isWritable(mount)) {
				return null;
			}
			Path parent = mount.resolve("pctx-sandbox");
			Path root = parent.resolve(run);
			Files.createDirectories(root);
			for (Path directory : List.of(mount, parent, root)) {
				CgroupFiles.write(directory.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
			}
			return new CgroupV2Limiter(parent, root);
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Override
	public String name() {
		return "cgroup v2";
	}

	@Override
	public Set<Limit> enforceable() {
		return EnumSet.of(Limit.MEMORY, Limit.CPU, Limit.PROCESSES);
	}

	@Override
	public List<Path> roots() {
		return List.of(this.root);
	}

	@Override
	public WorkerGroup create(String name, Limits limits) throws LimitException {
		Path directory = this.root.resolve(name);
		try {
			Files.createDirectories(directory);
			CgroupFiles.write(directory.resolve("memory.max"), limits.memory());
			Path swap = directory.resolve("memory.swap.max");
			if (Files.exists(swap)) {
				CgroupFiles.write(swap, 0);
			}
			CgroupFiles.write(directory.resolve("cpu.max"), "%d %d".formatted(
					Math.max(1000, (long) (limits.cpus() * CgroupV2Group.PERIOD_MICROS)), CgroupV2Group.PERIOD_MICROS));
			CgroupFiles.write(directory.resolve("pids.max"), limits.processes());
			CgroupFiles.tryWrite(directory.resolve("cpu.weight"), CgroupV2Group.PREPARATION_WEIGHT);
		}
		catch (IOException ex) {
			CgroupFiles.remove(directory);
			throw new LimitException("cgroup v2 limits cannot be set: " + ex, ex);
		}
		return new OwnGroup(directory, limits);
	}

	@Override
	public void close() {
		CgroupFiles.remove(this.root);
		CgroupFiles.remove(this.parent);
	}

	private static final class OwnGroup extends CgroupV2Group {

		private final Path directory;

		OwnGroup(Path directory, Limits limits) {
			super(limits);
			this.directory = directory;
		}

		@Override
		Path directory() {
			return this.directory;
		}

		@Override
		public List<Path> joinFiles() {
			return List.of(this.directory.resolve("cgroup.procs"));
		}

	}

}
