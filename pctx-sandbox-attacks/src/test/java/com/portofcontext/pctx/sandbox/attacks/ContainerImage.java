package com.portofcontext.pctx.sandbox.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The image that {@code dev/lib/container-image} makes, from nothing but packages.
 */
final class ContainerImage {

	private static final long PATIENCE_MINUTES = 15;

	private ContainerImage() {
	}

	static String name() throws IOException, InterruptedException {
		Path output = Files.createTempFile("container-image", ".txt");
		Process script = new ProcessBuilder("../dev/lib/container-image").redirectOutput(output.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			assertThat(script.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("the image was made in time").isTrue();
			assertThat(script.exitValue()).as("dev/lib/container-image").isZero();
			return Files.readString(output).strip();
		}
		finally {
			script.destroyForcibly();
			Files.delete(output);
		}
	}

}
