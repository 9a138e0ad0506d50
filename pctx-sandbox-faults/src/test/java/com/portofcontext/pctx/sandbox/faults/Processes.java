package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * Processes, as the kernel shows them.
 */
final class Processes {

	private static final long SECONDS = 10;

	private Processes() {
	}

	/** The name of the file that a process runs. */
	static String program(ProcessHandle process) {
		try {
			return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "exe"))
				.getFileName()
				.toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

	static boolean isJail(ProcessHandle process) {
		String program = program(process);
		return program.equals("bwrap") || program.equals("firejail");
	}

	static boolean isJvm(ProcessHandle process) {
		return program(process).equals("java");
	}

	static String commandLine(ProcessHandle process) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).replace('\0', ' ');
		}
		catch (IOException ex) {
			return "";
		}
	}

	static boolean isWatchdog(ProcessHandle process) {
		return process.info().commandLine().orElse("").contains("pctx-sandbox-watchdog");
	}

	/** What an agent has started for workers, parents first. */
	static List<ProcessHandle> workers(ProcessHandle agent) {
		return agent.children()
			.filter((child) -> !isWatchdog(child))
			.flatMap((child) -> Stream.concat(Stream.of(child), child.descendants()))
			.toList();
	}

	static int openFiles(ProcessHandle process) {
		String[] files = Path.of("/proc", Long.toString(process.pid()), "fd").toFile().list();
		return (files != null) ? files.length : 0;
	}

	/** Kill them, and wait until their connections are closed. */
	static void kill(List<ProcessHandle> processes) {
		processes.forEach(ProcessHandle::destroyForcibly);
		await().atMost(Lane.BOUND)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> processes.stream().allMatch((process) -> openFiles(process) == 0));
	}

	static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
		for (ProcessHandle process : processes) {
			if (process.isAlive()) {
				run(false, "kill", "-" + signal, Long.toString(process.pid()));
			}
		}
	}

	static void run(String... command) throws IOException, InterruptedException {
		run(true, command);
	}

	private static void run(boolean strict, String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(strict ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
		if (process.waitFor() != 0 && strict) {
			throw new IOException(List.of(command) + " ended with " + process.exitValue());
		}
	}

}
