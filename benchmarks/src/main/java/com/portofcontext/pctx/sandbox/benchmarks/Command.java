package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program whose output is wanted when it has ended well.
 */
final class Command {

	private Command() {
	}

	/**
	 * Run a program.
	 * @param patience how long it may take
	 * @param input its standard input, which must fit in a pipe
	 * @param command the program and its arguments
	 * @return its standard output
	 */
	static byte[] run(Duration patience, byte[] input, List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try {
			try (OutputStream out = process.getOutputStream()) {
				out.write(input);
			}
			CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process));
			if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
				throw new IOException("'%s' did not end well".formatted(String.join(" ", command)));
			}
			return output.join();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static byte[] read(Process process) {
		try {
			return process.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
