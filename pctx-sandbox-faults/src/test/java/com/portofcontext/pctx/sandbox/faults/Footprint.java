package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.Leftovers;

/**
 * What an application with its agents takes up of a machine.
 *
 * @param heap bytes that are in use after a collection
 * @param resident bytes of memory, its heap's and all other
 * @param threads its threads
 * @param descriptors its open files and sockets
 * @param processes all that it has started, or that is in its workers' groups, and has
 * not ended
 * @param cgroups of its agents and their workers
 * @param files files and directories of its agents and their workers
 */
record Footprint(long heap, long resident, int threads, int descriptors, int processes, int cgroups, int files) {

	/** What a heap may differ by from one collection to the next. */
	private static final long HEAP_NOISE = 8 << 20;

	/** What compilers and allocators may come to need later. */
	private static final long RESIDENT_NOISE = 48 << 20;

	static Footprint of(Path base) throws IOException {
		List<String> runs;
		try (Stream<Path> agents = Files.list(base.resolve("run"))) {
			runs = agents.map((agent) -> agent.getFileName().toString()).toList();
		}
		Leftovers leftovers = new Leftovers(base, runs);
		System.gc();
		try (Stream<Path> files = Files.walk(base)) {
			return new Footprint(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentBytes(),
					ManagementFactory.getThreadMXBean().getThreadCount(), Processes.openFiles(ProcessHandle.current()),
					processes(leftovers), leftovers.cgroups().size(), (int) files.count());
		}
	}

	private static long residentBytes() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
				.sum();
		}
	}

	/** One that got away from its parents is in a group all the same. */
	private static int processes(Leftovers leftovers) {
		return (int) Stream
			.concat(ProcessHandle.current().descendants().map(ProcessHandle::pid), leftovers.processes().stream())
			.distinct()
			.count();
	}

	/** Whether it is no more than it was. */
	boolean isWithin(Footprint earlier) {
		return this.heap <= earlier.heap + HEAP_NOISE && this.resident <= earlier.resident + RESIDENT_NOISE
				&& this.threads <= earlier.threads && this.descriptors <= earlier.descriptors
				&& this.processes <= earlier.processes && this.cgroups <= earlier.cgroups
				&& this.files <= earlier.files;
	}

	@Override
	public String toString() {
		return "heap %d KB, resident %d KB, %d threads, %d descriptors, %d processes, %d cgroups, %d files".formatted(
				this.heap >> 10, this.resident >> 10, this.threads, this.descriptors, this.processes, this.cgroups,
				this.files);
	}

}
