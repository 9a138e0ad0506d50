package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Archives that trained workers leave, seen from outside: in the directory of archives,
 * and in the memory of the workers that use them.
 */
class ClassDataSharingTests {

	private final AgentFixture fixture;

	private final TrainedArchives archives;

	ClassDataSharingTests() throws IOException {
		this.fixture = new AgentFixture();
		this.archives = new TrainedArchives(this.fixture);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenArchiveIsTrainedThenNextWorkerMapsIt(JailKind jail) throws Exception {
		this.archives.start(jail);
		WorkerSpec spec = this.fixture.define(Prober.class, "hold");
		assertThat(startOfHeldCall(spec)).isEmpty();
		Path archive = this.archives.await();
		assertThat(Files.getPosixFilePermissions(archive)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
		assertThat(startOfHeldCall(spec)).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).endsWith("/" + archive.getFileName()).doesNotContain("s 0000"));
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	@SuppressWarnings("unchecked")
	void workerCannotChangeItsArchive(JailKind jail) throws Exception {
		this.archives.start(jail);
		WorkerSpec spec = this.fixture.define(Vandal.class, "attack");
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
		Path archive = this.archives.await();
		byte[] before = Files.readAllBytes(archive);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.report().start()).isEqualTo(TrainedArchives.SHARED);
		assertThat((List<String>) outcome.value()).containsExactly("found 1");
		assertThat(archive).hasBinaryContent(before);
	}

	@Test
	void whenFewWorkersWereStartedThenNothingIsTrained() throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP, 2);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		this.fixture.call(spec);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec).report().start()).isEqualTo("plain");
		this.archives.await();
	}

	/** Left to itself this training takes minutes. */
	@Test
	void whenCallNeedsTheRoomOfATrainingThenItGetsIt() throws Exception {
		this.archives.start(JailKind.BUBBLEWRAP);
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

}
