package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An agent that cannot start leaves nothing.
 */
class FailedStartTests {

	private final Path base;

	FailedStartTests() throws IOException {
		this.base = TestDirectories.create();
	}

	@AfterEach
	void delete() {
		Directories.delete(this.base);
	}

	@Test
	void whenPathOfSocketIsTooLongThenNothingIsLeft() throws IOException {
		Path run = this.base.resolve("long".repeat(25)).resolve("run");
		List<Path> groups = groups();
		Set<String> threads = threads();
		assertThatIOException()
			.isThrownBy(() -> Agent.start(new AgentSettings(run, this.base.resolve("blobs"), null, Set.of(),
					"pctx-sandbox", AgentFixture.POOL)))
			.withMessageContaining(run.toString())
			.withMessageContaining("pctx.sandbox.local.directory");
		assertThat(run).isEmptyDirectory();
		assertThat(groups()).containsExactlyInAnyOrderElementsOf(groups);
		assertThat(watchdogs(run)).isEmpty();
		assertThat(threads()).isSubsetOf(threads);
	}

	@Test
	void refusesTimeOutsThatNoClockCanMeasure() {
		Duration eternity = Duration.ofSeconds(Long.MAX_VALUE);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PoolSettings(0, 1, 1, eternity, false, Duration.ofSeconds(1), 0))
			.withMessageContaining("pctx.sandbox.pool.idle-timeout");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PoolSettings(0, 1, 1, Duration.ofSeconds(1), false, eternity, 0))
			.withMessageContaining("pctx.sandbox.pool.start-timeout");
	}

	/** The groups of this process's agents: their names start with its id. */
	private static List<Path> groups() {
		return new Leftovers(Path.of("/"), List.of(ProcessHandle.current().pid() + "-")).cgroups();
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("pctx-sandbox"))
			.collect(Collectors.toSet());
	}

	private static List<String> watchdogs(Path run) throws IOException {
		try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
			return processes.map((process) -> commandLine(process))
				.filter((command) -> command.contains(run.toString()))
				.toList();
		}
	}

	private static String commandLine(Path process) {
		try {
			return Files.readString(process.resolve("cmdline"));
		}
		catch (IOException ex) {
			// No process, or one that has ended.
			return "";
		}
	}

}
