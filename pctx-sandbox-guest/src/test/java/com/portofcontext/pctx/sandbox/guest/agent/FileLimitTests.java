package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An agent whose process has no file descriptors left for a while.
 */
class FileLimitTests {

	private final AgentFixture fixture;

	FileLimitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	@Timeout(90)
	void whenThereAreDescriptorsAgainThenCallsAreServedAgain() throws Exception {
		try (AgentProcess agent = AgentProcess.start(this.fixture, JailKind.BUBBLEWRAP)) {
			this.fixture.use(agent.socket());
			WorkerSpec spec = this.fixture.define(Prober.class, "visible");
			assertThat(this.fixture.call(spec, List.of("/none")).value()).isEqualTo(List.of());
			agent.limitFiles("1");
			Path log = this.fixture.base().resolve("agent.log");
			this.fixture.send(spec, AgentFixture.TIMEOUT, List.of("/none")).close();
			await().atMost(AgentFixture.BOUND)
				.untilAsserted(() -> assertThat(Files.readString(log)).contains("Too many open files"));
			agent.limitFiles("1024");
			assertThat(this.fixture.call(spec, List.of("/none")).value()).as(Files.readString(log))
				.isEqualTo(List.of());
		}
	}

}
