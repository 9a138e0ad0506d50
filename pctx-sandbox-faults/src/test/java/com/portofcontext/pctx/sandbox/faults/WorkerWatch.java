package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;

/**
 * Looks again and again how far a worker has come, by the files and processes of its
 * agent.
 */
final class WorkerWatch {

	private final Path run;

	private final ProcessHandle agent;

	private final BooleanSupplier busy;

	private final Trigger trigger;

	private final Thread thread;

	private volatile boolean closed;

	WorkerWatch(Path run, ProcessHandle agent, BooleanSupplier busy, Trigger trigger) {
		this.run = run;
		this.agent = agent;
		this.busy = busy;
		this.trigger = trigger;
		this.thread = Threads.start("worker-watch", this::watch);
	}

	private void watch() {
		try {
			while (!this.closed && !this.trigger.injected().isDone()) {
				Step step = look();
				if (step != null) {
					this.trigger.reach(step);
				}
				TimeUnit.MILLISECONDS.sleep(2);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Step look() {
		Path directory = directory();
		if (directory == null) {
			return null;
		}
		List<ProcessHandle> processes = Processes.workers(this.agent);
		if (processes.isEmpty()) {
			return Step.DIRECTORY;
		}
		if (processes.stream().anyMatch(Processes::isJvm)) {
			if (Files.exists(directory.resolve(Cell.SOCKET))) {
				return Step.JVM;
			}
			return this.busy.getAsBoolean() ? Step.ARGUMENTS : Step.HELLO;
		}
		return processes.stream().anyMatch(Processes::isJail) ? Step.JAILED : Step.LAUNCHED;
	}

	/** That of the only worker. */
	private Path directory() {
		if (!Files.isDirectory(this.run)) {
			return null;
		}
		try (DirectoryStream<Path> runs = Files.newDirectoryStream(this.run)) {
			for (Path agent : runs) {
				try (DirectoryStream<Path> workers = Files.newDirectoryStream(agent, "w*")) {
					for (Path worker : workers) {
						return worker;
					}
				}
			}
			return null;
		}
		catch (IOException ex) {
			// It was removed meanwhile.
			return null;
		}
	}

	void close() throws InterruptedException {
		this.closed = true;
		this.thread.join();
	}

}
