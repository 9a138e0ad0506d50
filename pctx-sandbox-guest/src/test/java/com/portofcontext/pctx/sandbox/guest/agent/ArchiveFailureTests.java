package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.CRC32C;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Trainings that fail, and archives that are not what a training left: calls do not
 * notice.
 */
@ExtendWith(OutputCaptureExtension.class)
class ArchiveFailureTests {

	private final AgentFixture fixture;

	private final TrainedArchives archives;

	ArchiveFailureTests() throws IOException {
		this.fixture = new AgentFixture();
		this.archives = new TrainedArchives(this.fixture);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenInitializerIsInTheWayThenNothingIsTaken(CapturedOutput log) throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Planting.class, "run");
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
		awaitLog(log, "start without class-data sharing");
		assertThat(this.archives.all()).isEmpty();
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
	}

	@Test
	void whenTrainingDoesNotEndWellThenCallsDo(CapturedOutput log) throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Failing.class, "run");
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
		awaitLog(log, "exit code 9");
		assertThat(this.archives.all()).isEmpty();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
	}

	@Test
	void whenArchiveIsDamagedThenItIsTrainedAnew() throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = this.archives.await();
		byte[] good = Files.readAllBytes(archive);
		byte[] damaged = good.clone();
		damaged[good.length / 2] ^= 1;
		replace(archive, damaged);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		this.archives.await();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo(TrainedArchives.SHARED);
	}

	/** Its checksum is right, so only the JVM can tell. */
	@Test
	void whenJvmRefusesAnArchiveThenItStartsWithout() throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = this.archives.await();
		Files.delete(archive);
		byte[] content = "no archive".getBytes(StandardCharsets.UTF_8);
		Path refused = Files.write(named(archive, content), content);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(refused).doesNotExist());
		this.archives.await();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo(TrainedArchives.SHARED);
	}

	/** Its head is as it should be, so the JVM believes it, and does not live long. */
	@Test
	void whenJvmDiesOfAnArchiveThenAnotherStartsWithout() throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = this.archives.await();
		byte[] deadly = Files.readAllBytes(archive);
		Files.delete(archive);
		Arrays.fill(deadly, deadly.length / 4, deadly.length / 2, (byte) 0x5a);
		Path planted = Files.write(named(archive, deadly), deadly);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		assertThat(planted).doesNotExist();
	}

	private void awaitLog(CapturedOutput log, String text) {
		await().atMost(TrainedArchives.PATIENCE).untilAsserted(() -> assertThat(log.getAll()).contains(text));
	}

	private static void replace(Path archive, byte[] content) throws IOException {
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
		Files.write(archive, content);
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("r--r--r--"));
	}

	/** The name of another archive of the same spec. */
	private static Path named(Path archive, byte[] content) {
		CRC32C checksum = new CRC32C();
		checksum.update(content);
		return archive.resolveSibling(
				archive.getFileName().toString().replaceFirst("-[0-9a-f]{8}", "-%08x".formatted(checksum.getValue())));
	}

	static class Victim {

		String run() {
			return "ran";
		}

	}

	static class Planting {

		static {
			Path archive = Path.of(System.getProperty("java.io.tmpdir"), ArchiveStore.TRAINED);
			try {
				Files.createSymbolicLink(Files.createDirectory(archive).resolve("link"), Path.of("/proc/self/maps"));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		String run() {
			return "ran";
		}

	}

	static class Failing {

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(9)));
		}

		String run() {
			return "ran";
		}

	}

}
