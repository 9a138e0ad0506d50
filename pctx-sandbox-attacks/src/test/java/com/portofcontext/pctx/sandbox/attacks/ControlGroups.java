package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The control groups of a worker, as the kernel shows them on the machine. They are gone
 * with it.
 *
 * @param directories one for all controllers, or one for each of them
 */
public record ControlGroups(List<Path> directories) {

	/** How many processes and threads the kernel did not start. */
	public long refusedProcesses() {
		return count("pids.events", "max");
	}

	/** In how many periods the kernel kept a CPU from them. */
	public long throttledPeriods() {
		return count("cpu.stat", "nr_throttled");
	}

	/** Of a file of lines such as {@code max 3}. */
	private long count(String file, String key) {
		return this.directories.stream()
			.flatMap((directory) -> lines(directory.resolve(file)))
			.filter((line) -> line.startsWith(key + " "))
			.mapToLong((line) -> Long.parseLong(line.substring(key.length() + 1).strip()))
			.sum();
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (IOException ex) {
			// Of another controller, or gone.
			return Stream.empty();
		}
	}

}
