package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One worker in cgroup v1: a directory in the hierarchy of each controller.
 */
final class CgroupV1Group implements WorkerGroup {

	/** Memory and swap together, where the kernel counts swap. */
	private static final String WITH_SWAP = "memory.memsw.limit_in_bytes";

	private static final String PERIOD = "cpu.cfs_period_us";

	private static final String QUOTA = "cpu.cfs_quota_us";

	private static final int PREPARATION_SHARES = 32;

	private static final int CALL_SHARES = 1024;

	private final Map<String, Path> directories;

	private final Limits limits;

	CgroupV1Group(Map<String, Path> directories, Limits limits) {
		this.directories = directories;
		this.limits = limits;
	}

	void apply(CpuQuota quota) throws IOException {
		Path memory = this.directories.get("memory");
		if (memory != null) {
			CgroupFiles.write(memory.resolve("memory.limit_in_bytes"), this.limits.memory());
			if (Files.exists(memory.resolve(WITH_SWAP))) {
				CgroupFiles.write(memory.resolve(WITH_SWAP), this.limits.memory());
			}
		}
		Path cpu = this.directories.get("cpu");
		if (cpu != null) {
			CgroupFiles.write(cpu.resolve(PERIOD), quota.period());
			CgroupFiles.write(cpu.resolve(QUOTA), quota.micros());
			CgroupFiles.write(cpu.resolve("cpu.shares"), PREPARATION_SHARES);
		}
		Path pids = this.directories.get("pids");
		if (pids != null) {
			CgroupFiles.write(pids.resolve("pids.max"), this.limits.processes());
		}
	}

	@Override
	public void prioritize() {
		Path cpu = this.directories.get("cpu");
		if (cpu != null) {
			CgroupFiles.tryWrite(cpu.resolve("cpu.shares"), CALL_SHARES);
		}
	}

	@Override
	public List<Path> joinFiles() {
		return this.directories.values().stream().distinct().map((path) -> path.resolve("cgroup.procs")).toList();
	}

	@Override
	public List<Long> processes() throws IOException {
		return CgroupFiles.processes(this.directories.values().iterator().next());
	}

	@Override
	public List<String> prove(long pid) throws LimitException {
		List<String> facts = new ArrayList<>();
		try {
			for (Path directory : this.directories.values()) {
				if (!CgroupFiles.processes(directory).contains(pid)) {
					throw new LimitException("process %d is not in %s".formatted(pid, directory));
				}
			}
			proveValue(facts, "memory", "memory.limit_in_bytes", this.limits.memory());
			proveSwap(facts);
			proveCpu(facts);
			proveValue(facts, "pids", "pids.max", this.limits.processes());
		}
		catch (IOException | NumberFormatException ex) {
			throw new LimitException("cgroup v1 limits cannot be read back: " + ex, ex);
		}
		return facts;
	}

	private void proveValue(List<String> facts, String controller, String file, long asked)
			throws IOException, LimitException {
		Path directory = this.directories.get(controller);
		if (directory == null) {
			return;
		}
		long value = Long.parseLong(CgroupFiles.read(directory.resolve(file)));
		if (value <= 0 || value > asked) {
			throw new LimitException("%s is %d where %d was asked".formatted(file, value, asked));
		}
		facts.add("%s=%d".formatted(file, value));
	}

	private void proveSwap(List<String> facts) throws IOException, LimitException {
		Path memory = this.directories.get("memory");
		if (memory != null && Files.exists(memory.resolve(WITH_SWAP))) {
			proveValue(facts, "memory", WITH_SWAP, this.limits.memory());
		}
	}

	private void proveCpu(List<String> facts) throws IOException, LimitException {
		Path cpu = this.directories.get("cpu");
		if (cpu == null) {
			return;
		}
		CpuQuota quota = new CpuQuota(Long.parseLong(CgroupFiles.read(cpu.resolve(QUOTA))),
				Long.parseLong(CgroupFiles.read(cpu.resolve(PERIOD))));
		quota.requireWithin(this.limits.cpus());
		facts.add("%s=%d".formatted(QUOTA, quota.micros()));
		facts.add("%s=%d".formatted(PERIOD, quota.period()));
	}

	@Override
	public Usage usage() {
		return new Usage(value("cpuacct", "cpuacct.usage"), value("memory", "memory.max_usage_in_bytes"),
				outOfMemory());
	}

	private boolean outOfMemory() {
		Path memory = this.directories.get("memory");
		return memory != null && CgroupFiles.readKey(memory.resolve("memory.oom_control"), "oom_kill", 0) > 0;
	}

	private long value(String controller, String file) {
		@Nullable Path directory = this.directories.get(controller);
		return (directory != null) ? CgroupFiles.readLong(directory.resolve(file), 0) : 0;
	}

	@Override
	public void kill() {
		Path pids = this.directories.get("pids");
		if (pids != null) {
			// From here on nothing in the group can fork, so one pass reaches all.
			CgroupFiles.tryWrite(pids.resolve("pids.max"), 0);
		}
		for (Path directory : this.directories.values()) {
			try {
				CgroupFiles.kill(CgroupFiles.processes(directory));
			}
			catch (IOException ex) {
				// This one is gone, and its processes with it.
			}
		}
	}

	@Override
	public boolean remove() {
		boolean removed = true;
		for (Path directory : this.directories.values()) {
			removed &= CgroupFiles.remove(directory);
		}
		return removed;
	}

}
