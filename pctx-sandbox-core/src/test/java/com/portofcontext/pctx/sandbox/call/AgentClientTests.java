package com.portofcontext.pctx.sandbox.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AgentClient}, beside a socket that nobody serves.
 */
class AgentClientTests {

	private static final WorkerSpec SPEC = new WorkerSpec(
			new MethodSpec("app.Bean", "run", "()V", List.of(), "void", List.of()), List.of(),
			new Limits(1, 1, 1, 1, 1, 1));

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	@TempDir
	Path directory;

	private SilentMachine machine;

	private AgentClient client;

	@BeforeEach
	void listen() {
		this.machine = new SilentMachine(this.directory);
		this.client = new AgentClient(this.machine, this.timer, Duration.ofMillis(100), (task) -> {
			throw new IllegalStateException("Nothing is streamed");
		});
	}

	@AfterEach
	void end() {
		this.machine.close();
		this.timer.shutdownNow();
	}

	@Test
	void whenAgentDoesNotAnswerThenDefinitionEnds() {
		assertUnavailable(() -> this.client.define(SPEC), "Bean.run");
	}

	@Test
	void whenAgentDoesNotAnswerThenStatusEnds() {
		assertUnavailable(this.client::status, "does not answer");
	}

	private static void assertUnavailable(Runnable question, String message) {
		assertThat(CompletableFuture.runAsync(question)).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SandboxUnavailableException.class)
			.withMessageContaining(message);
	}

}
