package com.portofcontext.pctx.sandbox.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

/**
 * Two minutes of good and hostile calls leave nothing: see {@link Soak}. More of them are
 * made by dev/soak.
 */
class SoakTests {

	private static final int MINUTES = 2;

	private static final int PATIENCE_MINUTES = 30;

	private final Path log = Path.of("target", "soak.log");

	@Test
	void whenCallsGoOnThenNothingGrows() throws Exception {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
		command.addAll(Soak.OPTIONS);
		command.addAll(
				List.of("-cp", System.getProperty("java.class.path"), Soak.class.getName(), Integer.toString(MINUTES)));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("it ended, see " + this.log).isTrue();
			assertThat(process.exitValue()).as(contentOf(this.log.toFile())).isZero();
		}
		finally {
			process.destroy();
		}
	}

}
