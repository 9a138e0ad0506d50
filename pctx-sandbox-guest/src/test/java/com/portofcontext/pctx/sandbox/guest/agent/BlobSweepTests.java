package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class BlobSweepTests {

	private static final int SIZE = 1000;

	@TempDir
	Path directory;

	@Test
	void removesWhatNobodyFinished() throws IOException {
		Path old = file("new123.tmp", Duration.ofMinutes(61));
		Path recent = file("new124.tmp", Duration.ofMinutes(59));
		sweep(Long.MAX_VALUE);
		assertThat(old).doesNotExist();
		assertThat(recent).exists();
	}

	@Test
	void removesBlobsThatWereNotUsedForAMonth() throws IOException {
		Path old = blob('a', Duration.ofDays(31));
		Path recent = blob('b', Duration.ofDays(29));
		sweep(Long.MAX_VALUE);
		assertThat(old).doesNotExist();
		assertThat(recent).exists();
	}

	@Test
	void keepsOldBlobsThatAreUsed() throws IOException {
		Path old = blob('a', Duration.ofDays(300));
		FileTime modified = Files.getLastModifiedTime(old);
		assertThat(BlobFiles.use(old)).isTrue();
		sweep(0);
		assertThat(old).exists();
		assertThat(Files.getLastModifiedTime(old)).isEqualTo(modified);
	}

	@Test
	void whenBlobsAreTooLargeThenThoseUsedLongestAgoGo() throws IOException {
		Path third = blob('a', Duration.ofHours(3));
		Path oldest = blob('b', Duration.ofDays(9));
		Path newest = blob('c', Duration.ofHours(2));
		Path second = blob('d', Duration.ofDays(2));
		sweep(2 * SIZE);
		assertThat(oldest).doesNotExist();
		assertThat(second).doesNotExist();
		assertThat(third).exists();
		assertThat(newest).exists();
	}

	@Test
	void whenBlobsAreTooLargeThenThoseInUseStay() throws IOException {
		Path used = blob('a', Duration.ofMinutes(59));
		sweep(0);
		assertThat(used).exists();
	}

	@Test
	void leavesFilesThatAreNoBlobs() throws IOException {
		Path jar = file("mine.jar", Duration.ofDays(99));
		Path temporary = file("mine.tmp", Duration.ofDays(99));
		Path index = file("libraries", Duration.ofDays(99));
		sweep(0);
		assertThat(jar).exists();
		assertThat(temporary).exists();
		assertThat(index).exists();
	}

	@Test
	void whenThereIsNoDirectoryThenThereIsNothingToDo() {
		assertThatNoException()
			.isThrownBy(() -> new BlobSweep(this.directory.resolve("none"), BlobSweep.BLOB, 0).run());
	}

	private void sweep(long maxBytes) {
		new BlobSweep(this.directory, BlobSweep.BLOB, maxBytes).run();
	}

	private Path blob(char character, Duration age) throws IOException {
		return file(String.valueOf(character).repeat(64) + ".jar", age);
	}

	private Path file(String name, Duration age) throws IOException {
		Path file = Files.write(this.directory.resolve(name), new byte[SIZE]);
		FileTime time = FileTime.from(Instant.now().minus(age));
		Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
		return file;
	}

}
