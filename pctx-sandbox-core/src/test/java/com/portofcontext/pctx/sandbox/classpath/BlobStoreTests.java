package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link BlobStore}.
 */
class BlobStoreTests {

	private static final byte[] JAR = { 1, 2, 3 };

	@TempDir
	Path directory;

	@Test
	void storesWhatOnlyThisAccountMayChange() throws IOException {
		Path blobs = this.directory.resolve("blobs");
		Path blob = blobs.resolve(new BlobStore(blobs).put(JAR) + ".jar");
		assertThat(blob).hasBinaryContent(JAR);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blob))).isEqualTo("r--r--r--");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blobs))).isEqualTo("rwxr-xr-x");
		assertThat(list(blobs)).containsExactly(blob);
	}

	@Test
	void whenBlobIsThereThenItIsMarkedAsUsed() throws IOException {
		BlobStore store = new BlobStore(this.directory);
		Path blob = this.directory.resolve(store.put(JAR) + ".jar");
		UseTimes.setTwoHoursAgo(blob);
		store.put(JAR);
		assertThat(UseTimes.isNow(blob)).isTrue();
	}

	@Test
	void whenBlobIsNotWhatItsNameSaysThenItIsReplaced() throws IOException {
		BlobStore store = new BlobStore(this.directory);
		Path blob = this.directory.resolve(store.put(JAR) + ".jar");
		Files.delete(blob);
		Files.write(blob, new byte[] { 4 });
		store.put(JAR);
		assertThat(blob).hasBinaryContent(JAR);
	}

	@Test
	void whenDirectoryGoesThenItIsMadeAgain() throws IOException {
		Path blobs = this.directory.resolve("blobs");
		BlobStore store = new BlobStore(blobs);
		Path blob = blobs.resolve(store.put(JAR) + ".jar");
		Files.delete(blob);
		Files.delete(blobs);
		store.put(JAR);
		assertThat(blob).hasBinaryContent(JAR);
	}

	@Test
	void whenDirectoryBelongsToAnotherAccountThenItIsRefused() throws IOException {
		assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("only root may give files away")
			.isEqualTo(0);
		Files.setAttribute(this.directory, "unix:uid", 1);
		assertThatIOException().isThrownBy(() -> new BlobStore(this.directory).put(JAR))
			.withMessageContaining(this.directory.toString())
			.withMessageContaining("pctx.sandbox.local.directory");
		assertThat(list(this.directory)).isEmpty();
	}

	private static List<Path> list(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.toList();
		}
	}

}
