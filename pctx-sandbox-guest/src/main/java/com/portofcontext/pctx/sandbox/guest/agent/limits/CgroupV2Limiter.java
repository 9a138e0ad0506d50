package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;

/**
 * Limits by cgroup v2 directories that this process may write: root without systemd, or a
 * delegated subtree.
 */
final class CgroupV2Limiter implements ResourceLimiter {

	private final CgroupV2Subtree subtree;

	private final Path root;

	private CgroupV2Limiter(CgroupV2Subtree subtree, Path root) {
		this.subtree = subtree;
		this.root = root;
	}

	/**
	 * A service manager that starts this process in the very cgroup that it would have
	 * moved to says that the one above is its own. Then no other manager need be asked
	 * for each worker, and all that the service started ends with the service.
	 */
	static CgroupV2Limiter detectDelegated(CgroupMounts mounts, String run) throws LimitException {
		Path own = mounts.unified();
		if (own == null || !CgroupV2Subtree.isHost(own)) {
			throw new LimitException("no cgroup v2 was delegated");
		}
		try {
			return open(CgroupV2Subtree.open(own, false), run);
		}
		catch (IOException ex) {
			throw new LimitException("delegated cgroup v2 at %s: %s".formatted(own, ex.getMessage()));
		}
	}

	/** What was delegated to this process comes first: the root is seldom its own. */
	static CgroupV2Limiter detect(CgroupMounts mounts, String run, boolean root) throws LimitException {
		if (mounts.unified() == null || mounts.unifiedMount() == null) {
			throw new LimitException("cgroup v2 is not mounted");
		}
		// What systemd did not delegate is its own to arrange.
		boolean mayMove = !root || !Files.isDirectory(Path.of("/run/systemd/system"));
		List<String> reasons = new ArrayList<>();
		for (Path cgroup : new LinkedHashSet<>(List.of(mounts.unified(), mounts.unifiedMount()))) {
			try {
				return open(CgroupV2Subtree.open(cgroup, mayMove), run);
			}
			catch (IOException ex) {
				reasons.add("cgroup v2 at %s: %s".formatted(cgroup, ex.getMessage()));
			}
		}
		throw new LimitException(String.join("; ", reasons));
	}

	private static CgroupV2Limiter open(CgroupV2Subtree subtree, String run) throws IOException {
		Path root = subtree.directory().resolve(run);
		try {
			Files.createDirectory(root);
			CgroupV2Subtree.enable(root);
			return new CgroupV2Limiter(subtree, root);
		}
		catch (IOException ex) {
			CgroupFiles.remove(root);
			subtree.close();
			throw ex;
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
		CpuQuota quota = CpuQuota.of(limits.cpus());
		Path directory = this.root.resolve(name);
		try {
			Files.createDirectories(directory);
			CgroupFiles.write(directory.resolve("memory.max"), limits.memory());
			Path swap = directory.resolve(CgroupV2Group.SWAP);
			if (Files.exists(swap)) {
				CgroupFiles.write(swap, 0);
			}
			CgroupFiles.write(directory.resolve("cpu.max"), "%d %d".formatted(quota.micros(), quota.period()));
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
		this.subtree.close();
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
