package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Blobs come and go while agents live.
 */
class EvictedBlobTests {

	private final AgentFixture fixture;

	EvictedBlobTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void startOfAgentSweepsBlobs() throws Exception {
		Path left = Files.createFile(this.fixture.blobs().resolve("new1.tmp"));
		setTimes(left, Instant.EPOCH, Instant.EPOCH);
		this.fixture.start(null, AgentFixture.POOL);
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(left).doesNotExist());
	}

	@Test
	void startOfWorkerMarksItsBlobsAsUsed() throws Exception {
		this.fixture.start(null, AgentFixture.POOL);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		Path blob = BlobFiles.file(this.fixture.blobs(), spec.classPath().get(0));
		Instant before = Instant.now().minus(Duration.ofHours(2));
		setTimes(blob, Instant.EPOCH, before);
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
		assertThat(Files.readAttributes(blob, BasicFileAttributes.class).lastAccessTime().toInstant())
			.isAfter(before.plus(Duration.ofHours(1)));
	}

	@Test
	void whenBlobIsGoneThenCallDoesNotRunUntilItIsBack() throws Exception {
		this.fixture.start(null, AgentFixture.POOL);
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		Path blob = BlobFiles.file(this.fixture.blobs(), spec.classPath().get(0));
		Path away = Files.move(blob, this.fixture.base().resolve("away"));
		Failure failure = this.fixture.call(spec).failure();
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNDEFINED);
		assertThat(failure.message()).contains(blob.toString()).contains("missing");
		Files.move(away, blob);
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
	}

	/** Of a file that was read since it was written, reading alone sets no time. */
	private static void setTimes(Path file, Instant modified, Instant accessed) throws IOException {
		Files.getFileAttributeView(file, BasicFileAttributeView.class)
			.setTimes(FileTime.from(modified), FileTime.from(accessed), null);
	}

	static class Victim {

		String run() {
			return "ran";
		}

	}

}
