package com.portofcontext.pctx.sandbox.faults;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;

import org.springframework.util.FileSystemUtils;

/**
 * Injects faults into calls, and ends with an error unless the sandbox withstood each of
 * them. It mounts file systems, so it is run in a mount namespace of its own. Arguments:
 * how many faults, and the seed that decides their order.
 */
final class Faults {

	private static final PrintStream out = System.out;

	private Faults() {
	}

	public static void main(String[] args) throws Exception {
		int count = Integer.parseInt(args[0]);
		long seed = (args.length > 1) ? Long.parseLong(args[1]) : System.nanoTime() % 1_000_000;
		out.printf("%d faults of %d combinations of kind and step, seed %d%n", count, Schedule.combinations(), seed);
		Path directory = Files.createTempDirectory(Path.of("/run"), "pctx-faults-");
		FaultTable table = new FaultTable(run(directory, Schedule.of(count, seed)));
		table.print(out);
		if (table.hasProblems()) {
			out.printf("%nThe logs of the agents are in %s%n", directory);
			System.exit(1);
		}
		FileSystemUtils.deleteRecursively(directory);
		System.exit(0);
	}

	/** Each jail has a lane: an agent of its own, to which faults happen one by one. */
	private static List<Verdict> run(Path directory, List<Fault> faults) throws Exception {
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
		ExecutorService threads = Threads.pool("lane");
		List<Future<List<Verdict>>> lanes = new ArrayList<>();
		for (JailKind jail : JailKind.values()) {
			Queue<Fault> queue = faults.stream()
				.filter((fault) -> fault.jail() == jail)
				.collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
			lanes.add(threads.submit(() -> run(directory.resolve(jail.name().toLowerCase()), jail, queue)));
		}
		List<Verdict> verdicts = new ArrayList<>();
		for (Future<List<Verdict>> lane : lanes) {
			verdicts.addAll(lane.get());
		}
		threads.shutdown();
		return verdicts;
	}

	private static List<Verdict> run(Path directory, JailKind jail, Queue<Fault> faults) throws Exception {
		List<Verdict> verdicts = new ArrayList<>();
		Lane lane = new Lane(directory, jail);
		try {
			for (Fault fault = faults.poll(); fault != null; fault = faults.poll()) {
				Verdict verdict = lane.run(fault);
				verdicts.add(verdict);
				out.printf("%s: %s, %d ms%s%n", fault, verdict.ending(), verdict.millis(),
						(verdict.problem() != null) ? " PROBLEM " + verdict.problem() : "");
				if (verdict.problem() != null) {
					verdict.problem().printStackTrace(out);
				}
			}
		}
		finally {
			lane.close();
		}
		return verdicts;
	}

}
