package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Several calls on one connection of a host.
 */
class HostConnectionTests {

	private final AgentFixture fixture;

	HostConnectionTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@BeforeEach
	void start() throws Exception {
		this.fixture.start(JailKind.BUBBLEWRAP);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenCallIsAnsweredThenItsConnectionMakesAnother() throws Exception {
		WorkerSpec spec = this.fixture.define(Victim.class, "fail");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT, "first")) {
			assertThat(this.fixture.receive(channel, spec).thrown().message()).isEqualTo("first");
			this.fixture.send(channel, spec, AgentFixture.TIMEOUT, "second");
			assertThat(this.fixture.receive(channel, spec).thrown().message()).isEqualTo("second");
			channel.send(FrameType.STATUS, new byte[0]);
			assertThat(channel.receive((type) -> 100_000)).isNotNull()
				.extracting("type")
				.isEqualTo(FrameType.STATUS_REPLY);
		}
	}

	@Test
	void whenCallTimesOutThenItsConnectionMakesAnother() throws Exception {
		WorkerSpec spec = this.fixture.define(Victim.class, "waitForEver");
		try (FrameChannel channel = this.fixture.send(spec, Duration.ofSeconds(3))) {
			assertThat(this.fixture.receive(channel, spec).failure().message()).contains("killed");
			this.fixture.send(channel, spec, Duration.ofSeconds(3));
			assertThat(this.fixture.receive(channel, spec).failure().message()).contains("killed");
		}
	}

	@Test
	void whenFrameComesAmidACallThenBothEnd() throws Exception {
		WorkerSpec spec = this.fixture.define(Victim.class, "waitForEver");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 1000)).isNotNull().extracting("type").isEqualTo(FrameType.OUTPUT);
			this.fixture.send(channel, spec, AgentFixture.TIMEOUT);
			// What comes is the end, in one way or the other.
			assertThatIOException().isThrownBy(() -> this.fixture.receive(channel, spec));
			this.fixture.awaitNoWorker();
		}
	}

	static class Victim {

		void fail(String message) {
			throw new IllegalStateException(message);
		}

		void waitForEver() throws IOException {
			System.out.println("It runs");
			while (Files.exists(Path.of("/"))) {
				Thread.onSpinWait();
			}
		}

	}

}
