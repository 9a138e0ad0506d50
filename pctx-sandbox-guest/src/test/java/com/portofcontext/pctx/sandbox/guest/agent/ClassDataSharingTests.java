package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Archives that trained workers leave, seen from outside: in the directory of archives,
 * and in the memory of the workers that use them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClassDataSharingTests {

	/** A training has what nobody else wants of a processor. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String SHARED = ArchiveKind.of(Runtime.version()).displayName();

	private final AgentFixture fixture;

	ClassDataSharingTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenArchiveIsTrainedThenNextWorkerMapsIt(JailKind jail) throws Exception {
		start(jail);
		WorkerSpec spec = this.fixture.define(Prober.class, "hold");
		assertThat(startOfHeldCall(spec)).isEmpty();
		Path archive = awaitArchive();
		assertThat(Files.getPosixFilePermissions(archive)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
		assertThat(startOfHeldCall(spec)).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).endsWith("/" + archive.getFileName()).doesNotContain("s 0000"));
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	@SuppressWarnings("unchecked")
	void workerCannotChangeItsArchive(JailKind jail) throws Exception {
		start(jail);
		WorkerSpec spec = this.fixture.define(Vandal.class, "attack");
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
		Path archive = awaitArchive();
		byte[] before = Files.readAllBytes(archive);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.report().start()).isEqualTo(SHARED);
		assertThat((List<String>) outcome.value()).containsExactly("found 1");
		assertThat(archive).hasBinaryContent(before);
	}

	@Test
	void whenInitializerIsInTheWayThenNothingIsTaken(CapturedOutput log) throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Planting.class, "run");
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
		awaitLog(log, "start without class-data sharing");
		assertThat(archives()).isEmpty();
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
	}

	@Test
	void whenTrainingDoesNotEndWellThenCallsDo(CapturedOutput log) throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Failing.class, "run");
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
		awaitLog(log, "exit code 9");
		assertThat(archives()).isEmpty();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
	}

	@Test
	void whenArchiveIsDamagedThenItIsTrainedAnew() throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = awaitArchive();
		byte[] good = Files.readAllBytes(archive);
		byte[] damaged = good.clone();
		damaged[good.length / 2] ^= 1;
		replace(archive, damaged);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		awaitArchive();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo(SHARED);
	}

	/** Its checksum is right, so only the JVM can tell. */
	@Test
	void whenJvmRefusesAnArchiveThenItStartsWithout() throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = awaitArchive();
		Files.delete(archive);
		byte[] content = "no archive".getBytes(StandardCharsets.UTF_8);
		Path refused = Files.write(named(archive, content), content);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(refused).doesNotExist());
		awaitArchive();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo(SHARED);
	}

	/** Its head is as it should be, so the JVM believes it, and does not live long. */
	@Test
	void whenJvmDiesOfAnArchiveThenAnotherStartsWithout() throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		Path archive = awaitArchive();
		byte[] deadly = Files.readAllBytes(archive);
		Files.delete(archive);
		Arrays.fill(deadly, deadly.length / 4, deadly.length / 2, (byte) 0x5a);
		Path planted = Files.write(named(archive, deadly), deadly);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.value()).isEqualTo("ran");
		assertThat(outcome.report().start()).isEqualTo("plain");
		assertThat(planted).doesNotExist();
	}

	@Test
	void whenFewWorkersWereStartedThenNothingIsTrained() throws Exception {
		start(JailKind.BUBBLEWRAP, 2);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
		awaitArchive();
	}

	/** Left to itself this training takes minutes. */
	@Test
	void whenCallNeedsTheRoomOfATrainingThenItGetsIt() throws Exception {
		start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Lingering.class, "run");
		for (int i = 0; i < 2; i++) {
			assertThat(this.fixture.call(spec, AgentFixture.BOUND).value()).isEqualTo("ran");
			await().atMost(AgentFixture.BOUND).until(this::isTraining);
		}
		assertThat(this.fixture.call(spec, AgentFixture.BOUND).value()).isEqualTo("ran");
	}

	private boolean isTraining() throws IOException {
		for (long pid : this.fixture.leftovers().processes()) {
			if (Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).contains(ArchiveStore.TRAINED)) {
				return true;
			}
		}
		return false;
	}

	@Test
	void whenSwitchedOffThenNothingIsTrained() throws Exception {
		this.fixture.start(JailKind.BUBBLEWRAP);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
		assertThat(Archives.directory(this.fixture.blobs())).doesNotExist();
	}

	private void start(JailKind jail) throws Exception {
		start(jail, 1);
	}

	private void start(JailKind jail, int trainAfter) throws Exception {
		this.fixture.start(jail, new PoolSettings(0, 1, 4L << 30, PATIENCE, false, AgentFixture.TIMEOUT, trainAfter));
	}

	private Path awaitArchive() {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(archives()).hasSize(1));
		this.fixture.awaitNoWorker();
		return archives().get(0);
	}

	private void awaitLog(CapturedOutput log, String text) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.getAll()).contains(text));
	}

	private List<Path> archives() {
		try (Stream<Path> files = Files.list(Archives.directory(this.fixture.blobs()))) {
			return files.filter((file) -> ArchiveStore.NAME.matcher(file.getFileName().toString()).matches()).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What the memory map of a worker in the middle of a call has of archives. */
	private List<String> startOfHeldCall(WorkerSpec spec) throws IOException {
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
			List<String> lines = new ArrayList<>();
			for (long pid : this.fixture.leftovers().processes()) {
				lines.addAll(Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")));
			}
			return lines.stream()
				.filter((line) -> ArchiveStore.NAME.matcher(line.substring(line.lastIndexOf('/') + 1)).matches())
				.toList();
		}
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

	static class Vandal {

		List<String> attack() throws IOException {
			List<String> done = new ArrayList<>();
			List<Path> found = Files.readAllLines(Path.of("/proc/self/maps"))
				.stream()
				.filter((line) -> line.contains("/")
						&& ArchiveStore.NAME.matcher(line.substring(line.lastIndexOf('/') + 1)).matches())
				.map((line) -> Path.of(line.substring(line.indexOf('/'))))
				.distinct()
				.toList();
			done.add("found " + found.size());
			for (Path archive : found) {
				try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.WRITE)) {
					out.write(1);
					done.add("wrote");
				}
				catch (IOException ex) {
					// As it should be.
				}
				for (Attempt attempt : List.<Attempt>of(() -> Files.delete(archive),
						() -> Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-rw-")),
						() -> Files.move(archive, archive.resolveSibling("other")))) {
					try {
						attempt.run();
						done.add("changed");
					}
					catch (IOException ex) {
						// As it should be.
					}
				}
			}
			return done;
		}

		private interface Attempt {

			void run() throws IOException;

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

	static class Lingering {

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				try {
					Thread.sleep(Long.MAX_VALUE);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}));
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
