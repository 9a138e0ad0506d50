package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What is taken over of a directory that somebody else could write, and what is not.
 */
class ArchiveStoreTests {

	private static final String KEY = "a".repeat(64);

	@TempDir
	Path scratch;

	@TempDir
	Path base;

	private ArchiveStore store;

	private Path left;

	@BeforeEach
	void open() throws IOException {
		this.store = ArchiveStore.open(this.base.resolve("archives"), ArchiveKind.AOT_CACHE);
		this.left = this.scratch.resolve(ArchiveStore.TRAINED);
	}

	@Test
	void takesPlainFile() throws IOException {
		Files.writeString(this.left, "content");
		take();
		Path found = Objects.requireNonNull(this.store.find(KEY));
		assertThat(found).hasContent("content");
		assertThat(found.getFileName().toString()).matches(ArchiveStore.NAME);
		assertThat(Files.getPosixFilePermissions(found)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
		assertThat(this.store.find("b".repeat(64))).isNull();
	}

	@Test
	void refusesLink() throws IOException {
		Path secret = Files.writeString(this.base.resolve("secret"), "secret");
		Files.createSymbolicLink(this.left, secret);
		refuses("no plain file");
	}

	@Test
	void refusesPipeWithoutOpeningIt() throws Exception {
		assertThat(new ProcessBuilder("mkfifo", this.left.toString()).start().waitFor()).isZero();
		refuses("no plain file");
	}

	@Test
	void refusesDirectory() throws IOException {
		Files.createDirectory(this.left);
		refuses("no plain file");
	}

	@Test
	void refusesHugeFile() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.left.toFile(), "rw")) {
			file.setLength(1L << 40);
		}
		refuses("1099511627776 bytes");
	}

	@Test
	void refusesEmptyFile() throws IOException {
		Files.createFile(this.left);
		refuses("0 bytes");
	}

	@Test
	void whenNothingIsLeftThenNothingIsTaken() {
		refuses(ArchiveStore.TRAINED);
	}

	@Test
	void whenAnotherAgentFindsDamagedFileThenItIsRemoved() throws IOException {
		Files.writeString(this.left, "content");
		take();
		Path file = Objects.requireNonNull(this.store.find(KEY));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		Files.writeString(file, "c0ntent");
		assertThat(ArchiveStore.open(file.getParent(), ArchiveKind.AOT_CACHE).find(KEY)).isNull();
		assertThat(file).doesNotExist();
	}

	@Test
	void archivesOfAnotherKindAreLeftAlone() throws IOException {
		Files.writeString(this.left, "content");
		take();
		assertThat(ArchiveStore.open(this.base.resolve("archives"), ArchiveKind.SHARED_CLASSES).find(KEY)).isNull();
		assertThat(this.store.find(KEY)).exists();
	}

	private void refuses(String reason) {
		assertThatIOException().isThrownBy(this::take).withMessageContaining(reason);
		assertThat(this.base.resolve("archives")).isEmptyDirectory();
	}

	private void take() throws IOException {
		try (SecureDirectoryStream<Path> directory = (SecureDirectoryStream<Path>) Files
			.newDirectoryStream(this.scratch)) {
			this.store.take(KEY, directory);
		}
	}

}
