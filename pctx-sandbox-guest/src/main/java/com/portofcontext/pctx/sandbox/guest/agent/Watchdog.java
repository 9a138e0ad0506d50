package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A small process that outlives a killed agent just long enough to end its workers.
 */
final class Watchdog {

	private static final int SECONDS = 10;

	private final Process process;

	private Watchdog(Process process) {
		this.process = process;
	}

	static Watchdog start(Path directory, @Nullable String manager, List<Path> roots) throws IOException {
		return new Watchdog(builder(directory, manager, roots).redirectInput(Redirect.PIPE).start());
	}

	/** Do at once for an agent that is gone what its own watchdog would have done. */
	static void sweep(Path directory, @Nullable String manager, List<Path> roots)
			throws IOException, InterruptedException {
		Process process = builder(directory, manager, roots).redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
			.start();
		await(process);
	}

	private static ProcessBuilder builder(Path directory, @Nullable String manager, List<Path> roots)
			throws IOException {
		List<String> command = new ArrayList<>(List.of("setsid", "/bin/sh", "-c", script(), "pctx-sandbox-watchdog",
				directory.toString(), (manager != null) ? manager : "-"));
		roots.forEach((root) -> command.add(root.toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD)
			.directory(Path.of("/").toFile());
		builder.environment().keySet().retainAll(List.of("PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"));
		return builder;
	}

	private static String script() throws IOException {
		try (InputStream in = Objects.requireNonNull(Watchdog.class.getResourceAsStream("watchdog.sh"))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** Let it do what is left to do, and end. */
	void close() throws IOException {
		this.process.getOutputStream().close();
		try {
			await(this.process);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void await(Process process) throws InterruptedException {
		if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
	}

}
