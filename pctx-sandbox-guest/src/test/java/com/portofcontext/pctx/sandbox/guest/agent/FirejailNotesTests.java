package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Firejail notes each of its sandboxes in a directory of the machine, and removes that
 * only when it ends by itself, which workers do not.
 */
class FirejailNotesTests {

	private final AgentFixture fixture;

	FirejailNotesTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenCallRunsInFirejailThenTheMachineHasNoNoteOfIt() throws Exception {
		FileTime before = FileTime.from(Instant.now());
		this.fixture.start(JailKind.FIREJAIL);
		WorkerSpec spec = this.fixture.define(Victim.class, "waitForEver");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 1000)).isNotNull().extracting("type").isEqualTo(FrameType.OUTPUT);
			List<Long> processes = this.fixture.leftovers().processes();
			assertThat(processes).isNotEmpty();
			assertThat(notes(before, processes)).isEmpty();
		}
	}

	/** Older ones may be of processes that had the same numbers. */
	private static List<Path> notes(FileTime before, List<Long> processes) throws IOException {
		try (Stream<Path> files = Files.find(Path.of("/run/firejail"), 2, (path,
				attributes) -> attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(before) >= 0)) {
			return files.filter((path) -> path.getFileName().toString().matches("\\d+"))
				.filter((path) -> processes.contains(Long.valueOf(path.getFileName().toString())))
				.toList();
		}
	}

	static class Victim {

		void waitForEver() {
			System.out.println("It runs");
			while (new File("/").exists()) {
				Thread.onSpinWait();
			}
		}

	}

}
