package com.portofcontext.pctx.sandbox.faults;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was ever found, and a little more of it: parsers withstand it. Longer runs are
 * made by dev/fuzz.
 */
class FuzzTests {

	private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

	@ParameterizedTest
	@MethodSource("targets")
	void withstandsInput(Class<?> target, @TempDir Path work) throws Exception {
		File log = Path.of("target", target.getSimpleName() + ".log").toFile();
		assertThat(Fuzz.run(target, List.of(work, CORPUS.resolve(target.getSimpleName())), 0,
				List.of("-runs=20000", "-max_total_time=60", "-seed=1", "-artifact_prefix=target/"),
				ProcessBuilder.Redirect.to(log)))
			.as("see " + log)
			.isTrue();
	}

	static List<Class<?>> targets() {
		return Fuzz.TARGETS;
	}

}
