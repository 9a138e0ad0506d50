package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The Python library that this one is the counterpart of: a worker that was used before
 * and is in no jail, reached through its own agent and client.
 */
final class Ancestor {

	private static final String PACKAGE = "pctx-sandbox==0.1.0";

	private static final String SCRIPT = "ancestor.py";

	private static final int COUNT = 100;

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private Ancestor() {
	}

	/**
	 * Measure, after installing what is missing in a directory of its own.
	 * @param directory the directory, kept for the next run
	 */
	static Figure measure(Path directory) throws IOException, InterruptedException {
		Path python = directory.resolve("bin/python");
		if (!Files.exists(directory.resolve("installed"))) {
			run("python3", "-m", "venv", directory.toString());
			run(python.toString(), "-m", "pip", "--quiet", "install", PACKAGE, "uvicorn");
			Files.createFile(directory.resolve("installed"));
		}
		Path script = directory.resolve(SCRIPT);
		try (InputStream source = Ancestor.class.getResourceAsStream(SCRIPT)) {
			if (source == null) {
				throw new IOException("There is no " + SCRIPT);
			}
			Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
		}
		List<Double> values = run(python.toString(), script.toString(), Integer.toString(COUNT)).lines()
			.map(Double::valueOf)
			.toList();
		return Figure.of("Python pctx-sandbox, reused worker, no jail", new Samples(values), Figure.MILLIS);
	}

	private static String run(String... command) throws IOException, InterruptedException {
		return new String(Command.run(PATIENCE, new byte[0], List.of(command)), StandardCharsets.UTF_8);
	}

}
