package com.portofcontext.pctx.sandbox.guest.agent.limits;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A worker without a cgroup, for development where limits are waived. The jail's pid
 * namespace is what ends its processes.
 */
final class ProcessTree implements WorkerGroup {

	private volatile long leader;

	@Override
	public List<Path> joinFiles() {
		return List.of();
	}

	@Override
	public void started(long pid) {
		this.leader = pid;
	}

	@Override
	public List<Long> processes() {
		return ProcessHandle.of(this.leader)
			.map((process) -> Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid).toList())
			.orElse(List.of());
	}

	@Override
	public List<String> prove(long pid) {
		return List.of();
	}

	@Override
	public Usage usage() {
		return Usage.UNKNOWN;
	}

	@Override
	public void kill() {
		CgroupFiles.kill(processes());
	}

	@Override
	public boolean remove() {
		return processes().isEmpty();
	}

}
