package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program whose output is wanted when it has ended well.
 */
final class Command {

	private Command() {
	}

	static List<String> run(int minutes, String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try {
			process.getOutputStream().close();
			CompletableFuture<List<String>> lines = CompletableFuture
				.supplyAsync(() -> process.inputReader(StandardCharsets.UTF_8).lines().toList());
			if (!process.waitFor(minutes, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IOException("'%s' did not end well".formatted(String.join(" ", command)));
			}
			return lines.join();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
