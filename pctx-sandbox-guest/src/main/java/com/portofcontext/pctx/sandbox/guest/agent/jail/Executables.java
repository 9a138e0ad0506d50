package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds executables and asks for their versions.
 */
final class Executables {

	private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

	private static final int SECONDS = 10;

	private Executables() {
	}

	/** System directories come first: a user's own PATH must not choose the jail. */
	static Optional<Path> find(String name) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.concat(Stream.of("/usr/bin", "/bin", "/usr/local/bin"), Stream.of(path.split(":")))
			.filter((directory) -> directory.startsWith("/"))
			.map((directory) -> Path.of(directory).resolve(name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	static String version(Path executable) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(List.of(executable.toString(), "--version")).redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
			.start();
		process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally((ex) -> process.destroyForcibly());
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException("'%s --version' failed with exit code %d: %s".formatted(executable,
					process.exitValue(), output.strip()));
		}
		Matcher matcher = VERSION.matcher(output);
		if (!matcher.find()) {
			throw new IOException("'%s --version' prints no version: %s".formatted(executable, output.strip()));
		}
		return matcher.group();
	}

}
