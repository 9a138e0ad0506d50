package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * An image without files but the links that a Debian root has into its {@code /usr}: no
 * registry is asked for one.
 */
final class DockerImage {

	private static final String NAME = "pctx-sandbox-benchmark";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private DockerImage() {
	}

	static String make() throws IOException, InterruptedException {
		Path root = Files.createTempDirectory("pctx-benchmark");
		try {
			for (String name : List.of("bin", "lib", "lib64", "sbin")) {
				if (Files.exists(Path.of("/usr", name))) {
					Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
				}
			}
			Path archive = root.resolve("root.tar");
			run("tar", "--create", "--directory=" + root, "--file=" + archive, "--exclude=root.tar", ".");
			run("docker", "import", archive.toString(), NAME);
			return NAME;
		}
		finally {
			FileSystemUtils.deleteRecursively(root);
		}
	}

	private static void run(String... command) throws IOException, InterruptedException {
		Command.run(PATIENCE, new byte[0], List.of(command));
	}

}
