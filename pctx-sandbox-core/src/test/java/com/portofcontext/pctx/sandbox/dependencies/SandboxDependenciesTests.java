package com.portofcontext.pctx.sandbox.dependencies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.classpath.BlobStore;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of dependencies once a resolver found them: kept, remembered, locked.
 */
class SandboxDependenciesTests {

	private static final List<DependencyCoordinate> SET = set("x:app:1");

	@TempDir
	private Path directory;

	private final List<List<DependencyCoordinate>> asked = new ArrayList<>();

	private Path jar;

	@BeforeEach
	void setUp() throws IOException {
		this.jar = Files.writeString(this.directory.resolve("app.jar"), "content");
	}

	@Test
	void whenSetIsNeededOftenThenItIsResolvedOnce() {
		SandboxDependencies dependencies = dependencies(true, null);
		dependencies.begin(SET);
		dependencies.begin(set("x:app:1"));
		assertThat(dependencies.blobs(SET)).containsExactly(sha256("content"));
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void whenApplicationStartsAgainThenNobodyIsAsked() throws IOException {
		List<String> blobs = dependencies(true, null).blobs(SET);
		Files.delete(this.jar);
		assertThat(dependencies(true, null).blobs(SET)).isEqualTo(blobs);
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void whenCacheIsOffThenEachStartResolves() throws IOException {
		dependencies(true, null).blobs(SET);
		Files.writeString(this.jar, "changed");
		assertThat(dependencies(false, null).blobs(SET)).containsExactly(sha256("changed"));
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void whenSetWasNotUsedForLongThenItIsForgottenAndOthersAreNot() throws IOException {
		dependencies(true, null).blobs(SET);
		dependencies(true, null).blobs(set("x:used:1"));
		age();
		dependencies(true, null).blobs(set("x:used:1"));
		dependencies(true, null).blobs(set("x:new:1"));
		assertThat(this.directory.resolve("blobs/dependencies")).isDirectoryContaining("glob:**/" + name("x:used:1"))
			.isDirectoryContaining("glob:**/" + name("x:new:1"))
			.isDirectoryNotContaining("glob:**/" + name("x:app:1"));
		assertThat(this.asked).hasSize(3);
	}

	private void age() throws IOException {
		FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
		try (Stream<Path> files = Files.list(this.directory.resolve("blobs/dependencies"))) {
			for (Path file : files.toList()) {
				Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(old, old, null);
			}
		}
	}

	private static String name(String coordinate) {
		return sha256(set(coordinate).toString());
	}

	@Test
	void whenVersionMayMoveThenEachStartResolves() {
		for (String moving : List.of("x:app:[1,2)", "x:app:LATEST", "x:app:1-SNAPSHOT")) {
			dependencies(true, null).blobs(set(moving));
			dependencies(true, null).blobs(set(moving));
		}
		assertThat(this.asked).hasSize(6);
	}

	@Test
	void whenBlobWasEvictedThenSetIsResolvedAgain() throws IOException {
		SandboxDependencies dependencies = dependencies(true, null);
		Path blob = blob(dependencies.blobs(SET).get(0));
		Files.delete(blob);
		dependencies.blobs(SET);
		assertThat(blob).exists();
		Files.delete(blob);
		dependencies(true, null).blobs(SET);
		assertThat(blob).exists();
	}

	@Test
	void whenMemoryIsNotWhatWasWrittenThenSetIsResolvedAgain() throws IOException {
		dependencies(true, null).blobs(SET);
		try (Stream<Path> files = Files.list(this.directory.resolve("blobs/dependencies"))) {
			for (Path file : files.toList()) {
				Files.writeString(file, "something else\n");
			}
		}
		assertThat(dependencies(true, null).blobs(SET)).containsExactly(sha256("content"));
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void whenSetsCannotBeResolvedThenOneExceptionHasThemAll() {
		SandboxDependencies dependencies = new SandboxDependencies((set) -> {
			throw new SandboxDependencyException("No " + set + ".", "Do without.", null);
		}, this.directory.resolve("blobs"), true, null, Duration.ofMinutes(1), Runnable::run);
		dependencies.begin(SET);
		dependencies.begin(set("x:other:1"));
		assertThatExceptionOfType(SandboxDependencyException.class).isThrownBy(dependencies::await)
			.withMessageContainingAll("No [x:app:1].", "No [x:other:1].")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Do without."));
	}

	@Test
	void whenResolverDoesNotAnswerThenWaitEnds() {
		CountDownLatch end = new CountDownLatch(1);
		SandboxDependencies dependencies = new SandboxDependencies((set) -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return List.of();
		}, this.directory.resolve("blobs"), true, null, Duration.ofMillis(50), inThread());
		try {
			dependencies.begin(SET);
			assertThatExceptionOfType(SandboxDependencyException.class).isThrownBy(dependencies::await)
				.withMessageContainingAll("[x:app:1]", "50 ms", "pctx.sandbox.dependencies.timeout");
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void whenLockIsWrittenThenLaterStartsAreHeldToIt() throws IOException {
		Path lock = this.directory.resolve("sandbox.lock");
		SandboxDependencies writing = dependencies(true, new DependencyLock(new FileSystemResource(lock), true));
		writing.begin(SET);
		writing.await();
		assertThat(lock).hasContent(sha256("content") + " x:app:1");
		DependencyLock verifying = new DependencyLock(new FileSystemResource(lock), false);
		assertThat(dependencies(true, verifying).blobs(SET)).hasSize(1);
		Files.writeString(this.jar, "changed");
		assertThatExceptionOfType(SandboxDependencyException.class)
			.isThrownBy(() -> dependencies(false, verifying).blobs(SET))
			.withMessageContainingAll("[x:app:1]", "sandbox.lock", sha256("changed") + " x:app:1", "lock-mode=write");
	}

	@Test
	void whenWhatIsRememberedIsNotLockedThenItIsRefused() throws IOException {
		dependencies(true, null).blobs(SET);
		Path lock = Files.writeString(this.directory.resolve("sandbox.lock"), sha256("other") + " x:app:1\n");
		assertThatExceptionOfType(SandboxDependencyException.class)
			.isThrownBy(() -> dependencies(true, new DependencyLock(new FileSystemResource(lock), false)).blobs(SET));
	}

	@Test
	void whenLockIsMissingThenItIsSaidHowToWriteIt() {
		DependencyLock lock = new DependencyLock(new FileSystemResource(this.directory.resolve("none.lock")), false);
		assertThatExceptionOfType(SandboxDependencyException.class)
			.isThrownBy(() -> dependencies(true, lock).blobs(SET))
			.withMessageContainingAll("none.lock", "lock-mode=write");
	}

	private SandboxDependencies dependencies(boolean cache, @Nullable DependencyLock lock) {
		return new SandboxDependencies((set) -> {
			this.asked.add(set);
			return List.of(new DependencyResolver.Resolved(DependencyCoordinate.parse("x:app:1"), this.jar));
		}, this.directory.resolve("blobs"), cache, lock, Duration.ofMinutes(1), Runnable::run);
	}

	private static Executor inThread() {
		return (task) -> {
			Thread thread = new Thread(task, "resolver");
			thread.setDaemon(true);
			thread.start();
		};
	}

	private Path blob(String name) {
		return this.directory.resolve("blobs").resolve(name + ".jar");
	}

	private static String sha256(String text) {
		return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
	}

	private static List<DependencyCoordinate> set(String coordinate) {
		return List.of(DependencyCoordinate.parse(coordinate));
	}

}
