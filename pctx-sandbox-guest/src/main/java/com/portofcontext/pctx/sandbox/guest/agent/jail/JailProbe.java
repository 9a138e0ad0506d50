package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.protocol.Limits;

/**
 * Tries a jail out: the real command of a worker, around the real launcher of its JVM,
 * which prints its version and ends before it makes a JVM. That a jail is installed says
 * nothing: the kernel, AppArmor or a container may forbid what it needs.
 */
final class JailProbe {

	private static final int MAX_OUTPUT = 1000;

	/** Only the size of the scratch space is the jail's to enforce. */
	private static final Limits LIMITS = new Limits(0, 1, 0, 1 << 20, 0, 0);

	private final Path directory;

	private final WorkerUser user;

	private final Path launcher;

	private final Duration timeout;

	JailProbe(Path directory, WorkerUser user, JavaRuntimeFiles runtime, Duration timeout) {
		this.directory = directory;
		this.user = user;
		this.launcher = runtime.launcher();
		this.timeout = timeout;
	}

	/**
	 * Run the launcher in a jail.
	 * @param jail the jail
	 * @throws IOException if that fails, with what the jail said
	 * @throws InterruptedException if interrupted
	 */
	void run(Jail jail) throws IOException, InterruptedException {
		String name = "probe-" + jail.executable().getFileName();
		Path cell = this.directory.resolve(name);
		this.user.makeDirectory(cell);
		// A file takes all that is printed, whoever holds it open for however long.
		Path output = this.directory.resolve(name + ".out");
		ProcessBuilder builder = new ProcessBuilder(jail.command(new Cell(cell, List.of(), LIMITS, this.user),
				List.of(this.launcher.toString(), "-fullversion")))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
			.directory(Path.of("/").toFile());
		builder.environment().clear();
		builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
		try {
			await(builder.start(), output);
		}
		finally {
			Files.deleteIfExists(output);
			Files.deleteIfExists(cell.resolve("tmp"));
			Files.deleteIfExists(cell);
		}
	}

	private void await(Process process, Path output) throws IOException, InterruptedException {
		try {
			if (!process.waitFor(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IOException(
						"it did not end within %d s: %s".formatted(this.timeout.toSeconds(), text(output)));
			}
			if (process.exitValue() != 0) {
				String text = text(output);
				throw new IOException(text.isEmpty() ? "exit code " + process.exitValue() : text);
			}
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	private static String text(Path output) throws IOException {
		try (var in = Files.newInputStream(output)) {
			return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
		}
	}

}
