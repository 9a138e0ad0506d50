package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.worker.WorkerMain;

/**
 * The memory that one more parked JVM takes: its proportional set size, in which a page
 * shared by several processes counts in parts.
 */
final class ParkedMemory {

	private static final int COUNT = 15;

	private static final double KILOBYTES_PER_MEGABYTE = 1024;

	private static final double GOAL = 45;

	private ParkedMemory() {
	}

	static Figure ofWorker(SandboxedApplication application) throws Exception {
		application.awaitArchive();
		List<Double> values = new ArrayList<>();
		while (values.size() < COUNT) {
			application.awaitReady();
			values.add(megabytes(workerPid()));
			application.call();
		}
		return Figure.of("memory of a parked worker (PSS)", new Samples(values), Figure.MEGABYTES).goal(GOAL);
	}

	/** The floor: the echo program, waiting. */
	static Figure ofEchoProgram() throws Exception {
		List<Double> values = new ArrayList<>();
		while (values.size() < COUNT) {
			try (JavaProgram program = JavaProgram.start(EchoProcess.java())) {
				TimeUnit.MILLISECONDS.sleep(300);
				values.add(megabytes(program.pid()));
			}
		}
		return Figure.of("memory of a waiting java echo program (PSS)", new Samples(values), Figure.MEGABYTES);
	}

	private static long workerPid() throws IOException {
		for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
			if (isWorker(process.pid())) {
				return process.pid();
			}
		}
		throw new IOException("No worker's JVM among the descendants of this process");
	}

	/** The jail around it has the same words in its command line, but is no java. */
	private static boolean isWorker(long pid) throws IOException {
		try {
			return Files.readString(proc(pid, "comm")).strip().equals("java")
					&& Files.readString(proc(pid, "cmdline")).contains(WorkerMain.class.getName());
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	private static double megabytes(long pid) throws IOException {
		try (Stream<String> lines = Files.lines(proc(pid, "smaps_rollup"))) {
			String line = lines.filter((candidate) -> candidate.startsWith("Pss:")).findFirst().orElseThrow();
			return Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE;
		}
	}

	private static Path proc(long pid, String file) {
		return Path.of("/proc", Long.toString(pid), file);
	}

}
