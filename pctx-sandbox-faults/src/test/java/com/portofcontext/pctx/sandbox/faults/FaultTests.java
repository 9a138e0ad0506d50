package com.portofcontext.pctx.sandbox.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each kind of fault at each of its steps, once: the next call works, nothing is left,
 * and the caller got one of the exceptions it may get. More of them are injected by
 * dev/faults.
 */
class FaultTests {

	private static final int COUNT = Schedule.combinations();

	private static final int SEED = 1;

	private static final int MINUTES = 40;

	private final Path log = Path.of("target", "faults.log");

	@Test
	void withstandsEachFault() throws Exception {
		// File systems are filled, so they are mounted where nobody else sees them.
		Process process = new ProcessBuilder("unshare", "--mount", System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), Faults.class.getName(), Integer.toString(COUNT),
				Integer.toString(SEED))
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
		try {
			assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("it ended, see " + this.log).isTrue();
			try (Stream<String> lines = Files.lines(this.log)) {
				assertThat(process.exitValue())
					.as(lines.filter((line) -> line.contains("PROBLEM")).collect(Collectors.joining("\n")))
					.isZero();
			}
		}
		finally {
			process.destroy();
		}
	}

}
