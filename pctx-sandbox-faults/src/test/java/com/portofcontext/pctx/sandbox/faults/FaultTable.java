package com.portofcontext.pctx.sandbox.faults;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the faults of a run, by their kind.
 */
final class FaultTable {

	private final List<Verdict> verdicts;

	FaultTable(List<Verdict> verdicts) {
		this.verdicts = verdicts;
	}

	boolean hasProblems() {
		return this.verdicts.stream().anyMatch((verdict) -> verdict.problem() != null);
	}

	void print(PrintStream out) {
		out.printf("%n%-26s %6s %6s %9s %8s  %s%n", "fault", "count", "steps", "slowest", "problems", "calls ended");
		Map<FaultKind, List<Verdict>> kinds = this.verdicts.stream()
			.collect(Collectors.groupingBy((verdict) -> verdict.fault().kind(), TreeMap::new, Collectors.toList()));
		kinds.forEach((kind, verdicts) -> print(out, kind.toString().toLowerCase().replace('_', ' '), verdicts));
		print(out, "all", this.verdicts);
	}

	private static void print(PrintStream out, String name, List<Verdict> verdicts) {
		Map<String, Long> endings = verdicts.stream()
			.collect(Collectors.groupingBy((verdict) -> String.valueOf(verdict.ending()), LinkedHashMap::new,
					Collectors.counting()));
		out.printf("%-26s %6d %6d %6d ms %8d  %s%n", name, verdicts.size(),
				verdicts.stream()
					.map((verdict) -> verdict.fault().kind() + " " + verdict.fault().step())
					.distinct()
					.count(),
				verdicts.stream().mapToLong(Verdict::millis).max().orElse(0),
				verdicts.stream().filter((verdict) -> verdict.problem() != null).count(),
				endings.entrySet()
					.stream()
					.map((entry) -> entry.getKey().toLowerCase() + " " + entry.getValue())
					.collect(Collectors.joining(", ")));
	}

}
