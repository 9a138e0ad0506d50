package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The archives of an {@link AgentFixture} that trains workers.
 */
final class TrainedArchives {

	/** A training has what nobody else wants of a processor. */
	static final Duration PATIENCE = Duration.ofMinutes(3);

	/** How a report names the start of a worker that mapped one. */
	static final String SHARED = ArchiveKind.of(Runtime.version()).displayName();

	private final AgentFixture fixture;

	TrainedArchives(AgentFixture fixture) {
		this.fixture = fixture;
	}

	void start(JailKind jail) throws Exception {
		start(jail, 1);
	}

	void start(JailKind jail, int trainAfter) throws Exception {
		this.fixture.start(jail, new PoolSettings(0, 1, 4L << 30, PATIENCE, false, AgentFixture.TIMEOUT, trainAfter));
	}

	Path await() {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(all()).hasSize(1));
		this.fixture.awaitNoWorker();
		return all().get(0);
	}

	List<Path> all() {
		try (Stream<Path> files = Files.list(Archives.directory(this.fixture.blobs()))) {
			return files.filter((file) -> ArchiveStore.NAME.matcher(file.getFileName().toString()).matches()).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
