package com.portofcontext.pctx.sandbox.faults;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

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
		List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());
		boolean complete = run(directory, Schedule.of(count, seed), verdicts);
		FaultTable table = new FaultTable(List.copyOf(verdicts));
		table.print(out);
		if (!complete || table.hasProblems()) {
			out.printf("%nThe logs of the agents are in %s%n", directory);
			System.exit(1);
		}
		FileSystemUtils.deleteRecursively(directory);
		System.exit(0);
	}

	/** Each jail has a lane: an agent of its own, to which faults happen one by one. */
	private static boolean run(Path directory, List<Fault> faults, List<Verdict> verdicts) throws Exception {
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
		ExecutorService threads = Threads.pool("lane");
		List<Future<?>> lanes = new ArrayList<>();
		for (JailKind jail : JailKind.values()) {
			List<Fault> own = faults.stream().filter((fault) -> fault.jail() == jail).toList();
			lanes.add(threads.submit(() -> {
				run(directory.resolve(jail.name().toLowerCase()), jail, own, verdicts);
				return null;
			}));
		}
		boolean complete = true;
		for (Future<?> lane : lanes) {
			try {
				lane.get();
			}
			catch (ExecutionException ex) {
				// What is known of all others is worth telling all the same.
				complete = false;
				ex.getCause().printStackTrace(out);
			}
		}
		threads.shutdown();
		return complete;
	}

	private static void run(Path directory, JailKind jail, List<Fault> faults, List<Verdict> verdicts)
			throws Exception {
		Lane lane = new Lane(directory, jail);
		try {
			for (Fault fault : faults) {
				Verdict verdict = lane.run(fault);
				verdicts.add(verdict);
				out.printf("%s: %s, %d ms%s%n", fault, verdict.ending(), verdict.millis(),
						(verdict.problem() != null) ? " PROBLEM " + verdict.problem() : "");
				if (verdict.problem() != null) {
					verdict.problem().printStackTrace(out);
				}
				if (lane.isLost()) {
					throw new IllegalStateException("After %s nothing works any more".formatted(fault));
				}
			}
		}
		finally {
			lane.close();
		}
	}

}
