package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One worker in cgroup v2: one directory for all controllers.
 */
abstract class CgroupV2Group implements WorkerGroup {

	/** Is only there where the kernel counts swap. */
	static final String SWAP = "memory.swap.max";

	static final int PREPARATION_WEIGHT = 5;

	private static final int CALL_WEIGHT = 100;

	private final Limits limits;

	private volatile @Nullable ProcessHandle leader;

	CgroupV2Group(Limits limits) {
		this.limits = limits;
	}

	abstract Path directory() throws IOException;

	@Override
	public void started(long pid) {
		this.leader = ProcessHandle.of(pid).orElse(null);
	}

	/**
	 * The process that was started first, or {@code null} before and if it ended at once.
	 */
	@Nullable ProcessHandle leader() {
		return this.leader;
	}

	@Override
	public List<Long> processes() throws IOException {
		return CgroupFiles.processes(directory());
	}

	@Override
	public List<String> prove(long pid) throws LimitException {
		List<String> facts = new ArrayList<>();
		try {
			if (!processes().contains(pid)) {
				throw new LimitException("process %d is not in %s".formatted(pid, directory()));
			}
			proveValue(facts, "memory.max", this.limits.memory());
			if (Files.exists(directory().resolve(SWAP))) {
				proveValue(facts, SWAP, 0);
			}
			proveValue(facts, "pids.max", this.limits.processes());
			proveCpu(facts);
		}
		catch (IOException | NumberFormatException ex) {
			throw new LimitException("cgroup v2 limits cannot be read back: " + ex, ex);
		}
		return facts;
	}

	private void proveValue(List<String> facts, String file, long asked) throws IOException, LimitException {
		String value = CgroupFiles.read(directory().resolve(file));
		if (value.equals("max") || Long.parseLong(value) > asked) {
			throw new LimitException("%s is %s where %d was asked".formatted(file, value, asked));
		}
		facts.add(file + "=" + value);
	}

	private void proveCpu(List<String> facts) throws IOException, LimitException {
		String[] values = CgroupFiles.read(directory().resolve("cpu.max")).split(" ");
		if (values[0].equals("max")) {
			throw new LimitException("cpu.max is max where %s CPUs were asked".formatted(this.limits.cpus()));
		}
		CpuQuota quota = new CpuQuota(Long.parseLong(values[0]), Long.parseLong(values[1]));
		quota.requireWithin(this.limits.cpus());
		facts.add("cpu.max=%d/%d".formatted(quota.micros(), quota.period()));
	}

	@Override
	public void prioritize() {
		try {
			CgroupFiles.tryWrite(directory().resolve("cpu.weight"), CALL_WEIGHT);
		}
		catch (IOException ex) {
			// The worker is gone: its lease will tell.
		}
	}

	@Override
	public Usage usage() {
		try {
			Path directory = directory();
			long cpu = CgroupFiles.readKey(directory.resolve("cpu.stat"), "usage_usec", 0);
			return new Usage(TimeUnit.MICROSECONDS.toNanos(cpu),
					CgroupFiles.readLong(directory.resolve("memory.peak"), 0),
					CgroupFiles.readKey(directory.resolve("memory.events"), "oom_kill", 0) > 0);
		}
		catch (IOException ex) {
			return Usage.UNKNOWN;
		}
	}

	@Override
	public void kill() {
		try {
			Path directory = directory();
			// Kernels before 5.14 have no cgroup.kill; without forks, one pass reaches
			// all.
			if (!CgroupFiles.tryWrite(directory.resolve("cgroup.kill"), 1)) {
				CgroupFiles.tryWrite(directory.resolve("pids.max"), 0);
				CgroupFiles.kill(CgroupFiles.processes(directory));
			}
		}
		catch (IOException ex) {
			// There is no group, or none any more: what is left is not in it.
		}
		ProcessHandle started = this.leader;
		// Looking for descendants reads all of /proc, and a dead one has none.
		if (started != null && started.isAlive()) {
			started.descendants().forEach(ProcessHandle::destroyForcibly);
			started.destroyForcibly();
		}
	}

	@Override
	public boolean remove() {
		try {
			return CgroupFiles.remove(directory());
		}
		catch (IOException ex) {
			return true;
		}
	}

}
