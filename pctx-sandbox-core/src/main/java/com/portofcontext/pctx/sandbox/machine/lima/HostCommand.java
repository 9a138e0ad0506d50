package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command of this host, run to its end. Input and output are files: so nothing waits
 * for what a command leaves running.
 *
 * @param command the command and its arguments
 * @param environment variables that it has beside those of the application
 * @param timeout how long it may take
 */
record HostCommand(List<String> command, Map<String, String> environment, Duration timeout) {

	private static final int MAX_OUTPUT = 1 << 20;

	private static final long GRACE_SECONDS = 5;

	private static final long WATCH_MILLIS = 500;

	HostCommand(List<String> command, Duration timeout) {
		this(command, Map.of(), timeout);
	}

	Result run() throws IOException, InterruptedException {
		return run(new byte[0]);
	}

	Result run(byte[] input) throws IOException, InterruptedException {
		return run(input, (line) -> {
		});
	}

	/**
	 * Run it.
	 * @param input what it reads
	 * @param watcher is given the line it complained of last, every now and then
	 * @return how it ended
	 * @throws IOException if it cannot be started, or did not end in time
	 */
	Result run(byte[] input, Consumer<String> watcher) throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("pctx-sandbox");
		Path in = directory.resolve("in");
		Path out = directory.resolve("out");
		Path err = directory.resolve("err");
		try {
			Files.write(in, input);
			ProcessBuilder builder = new ProcessBuilder(this.command).redirectInput(in.toFile())
				.redirectOutput(out.toFile())
				.redirectError(err.toFile());
			builder.environment().keySet().removeIf((name) -> name.startsWith("LIMA_"));
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			try {
				long deadline = System.nanoTime() + this.timeout.toNanos();
				while (!process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
					if (System.nanoTime() > deadline) {
						throw new IOException("'%s' did not end within %d s: %s".formatted(name(),
								this.timeout.toSeconds(), text(err).strip()));
					}
					watcher.accept(text(err).lines().reduce("", (first, next) -> next));
				}
				return new Result(process.exitValue(), text(out), text(err));
			}
			finally {
				end(process);
			}
		}
		finally {
			for (Path file : List.of(in, out, err, directory)) {
				Files.deleteIfExists(file);
			}
		}
	}

	private static void end(Process process) throws InterruptedException {
		process.destroy();
		if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
	}

	private String name() {
		return String.join(" ", this.command);
	}

	private static String text(Path file) throws IOException {
		try (var in = Files.newInputStream(file)) {
			return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
		}
	}

	/**
	 * How a command ended.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 * @param errors what it complained about
	 */
	record Result(int exitCode, String output, String errors) {

		boolean succeeded() {
			return this.exitCode == 0;
		}

	}

}
