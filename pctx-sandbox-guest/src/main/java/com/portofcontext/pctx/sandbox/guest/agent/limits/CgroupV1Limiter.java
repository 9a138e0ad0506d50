package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;

/**
 * Limits by cgroup v1 directories that this process may write: containers and machines
 * without systemd.
 */
final class CgroupV1Limiter implements ResourceLimiter {

	private static final Map<String, Limit> CONTROLLERS = Map.of("memory", Limit.MEMORY, "cpu", Limit.CPU, "pids",
			Limit.PROCESSES);

	private final Map<String, Path> roots;

	private CgroupV1Limiter(Map<String, Path> roots) {
		this.roots = roots;
	}

	static CgroupV1Limiter detect(CgroupMounts mounts, String run) throws LimitException {
		Map<String, Path> roots = new LinkedHashMap<>();
		for (String controller : List.of("pids", "memory", "cpu", "cpuacct")) {
			Path own = mounts.controllers().get(controller);
			if (own == null || !Files.isWritable(own)) {
				continue;
			}
			try {
				roots.put(controller, Files.createDirectories(own.resolve("pctx-sandbox").resolve(run)));
			}
			catch (IOException ex) {
				// This controller is not ours to use; what needs it is refused.
			}
		}
		if (roots.isEmpty()) {
			throw new LimitException("cgroup v1: no controller's directory is writable");
		}
		return new CgroupV1Limiter(roots);
	}

	@Override
	public String name() {
		return "cgroup v1";
	}

	@Override
	public Set<Limit> enforceable() {
		Set<Limit> limits = EnumSet.noneOf(Limit.class);
		this.roots.keySet().stream().filter(CONTROLLERS::containsKey).map(CONTROLLERS::get).forEach(limits::add);
		return limits;
	}

	@Override
	public List<Path> roots() {
		return this.roots.values().stream().distinct().toList();
	}

	@Override
	public WorkerGroup create(String name, Limits limits) throws LimitException {
		CpuQuota quota = CpuQuota.of(limits.cpus());
		Map<String, Path> directories = new LinkedHashMap<>();
		try {
			for (Map.Entry<String, Path> root : this.roots.entrySet()) {
				Path directory = root.getValue().resolve(name);
				directories.put(root.getKey(), directory);
				Files.createDirectories(directory);
			}
			CgroupV1Group group = new CgroupV1Group(directories, limits);
			group.apply(quota);
			return group;
		}
		catch (IOException ex) {
			directories.values().forEach(CgroupFiles::remove);
			throw new LimitException("cgroup v1 limits cannot be set: " + ex, ex);
		}
	}

	@Override
	public void close() {
		for (Path root : roots()) {
			CgroupFiles.remove(root);
			CgroupFiles.remove(Objects.requireNonNull(root.getParent()));
		}
	}

}
