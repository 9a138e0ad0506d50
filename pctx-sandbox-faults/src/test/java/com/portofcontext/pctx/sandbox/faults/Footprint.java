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
 * @param threads its threads
 * @param descriptors its open files and sockets
 * @param processes all that it has started and that has not ended
 * @param cgroups of its agents and their workers
 * @param files files and directories of its agents and their workers
 */
record Footprint(long heap, int threads, int descriptors, int processes, int cgroups, int files) {

	/** What a heap may differ by from one collection to the next. */
	private static final long HEAP_NOISE = 8 << 20;

	static Footprint of(Path base) throws IOException {
		List<String> runs;
		try (Stream<Path> agents = Files.list(base.resolve("run"))) {
			runs = agents.map((agent) -> agent.getFileName().toString()).toList();
		}
		System.gc();
		try (Stream<Path> files = Files.walk(base)) {
			return new Footprint(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
					ManagementFactory.getThreadMXBean().getThreadCount(), Processes.openFiles(ProcessHandle.current()),
					(int) ProcessHandle.current().descendants().count(), new Leftovers(base, runs).cgroups().size(),
					(int) files.count());
		}
	}

	/** Whether it is no more than it was. */
	boolean isWithin(Footprint earlier) {
		return this.heap <= earlier.heap + HEAP_NOISE && this.threads <= earlier.threads
				&& this.descriptors <= earlier.descriptors && this.processes <= earlier.processes
				&& this.cgroups <= earlier.cgroups && this.files <= earlier.files;
	}

	@Override
	public String toString() {
		return "heap %d KB, %d threads, %d descriptors, %d processes, %d cgroups, %d files".formatted(this.heap >> 10,
				this.threads, this.descriptors, this.processes, this.cgroups, this.files);
	}

}
