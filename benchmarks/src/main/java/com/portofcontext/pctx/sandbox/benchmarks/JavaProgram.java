package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A fresh JVM of this one's kind.
 */
final class JavaProgram implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 60;

	private final Process process;

	private final BufferedReader output;

	private JavaProgram(Process process) {
		this.process = process;
		this.output = process.inputReader();
	}

	static JavaProgram start(List<String> command) throws IOException {
		return new JavaProgram(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	static List<String> command(List<String> options, Class<?> program, String classPath, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, program.getName()));
		command.addAll(List.of(arguments));
		return command;
	}

	/** The jar or directory that a class comes from. */
	static String origin(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	void awaitLine(String expected) throws IOException {
		String line = this.output.readLine();
		if (!expected.equals(line)) {
			throw new IOException("Expected '%s', got '%s' of %s".formatted(expected, line, this.process.info()));
		}
	}

	void awaitEnd() throws IOException, InterruptedException {
		if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || this.process.exitValue() != 0) {
			throw new IOException("It did not end well: " + this.process);
		}
	}

	/** End its standard input, and with it the program. */
	@Override
	public void close() throws IOException {
		this.process.getOutputStream().close();
		try {
			if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		this.output.close();
	}

}
