package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * More calls than workers wait for one, as long as their time-out lasts.
 */
@SandboxApplicationTest
@TestPropertySource(properties = "pctx.sandbox.pool.max-workers=1")
class SandboxQueueTests {

	@Autowired
	private Desk desk;

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenNoWorkerIsFreeInTimeThenUnavailableExceptionNamesProperties() {
		CompletableFuture<String> occupant = this.desk.occupy();
		try {
			await().atMost(Duration.ofMinutes(2)).until(() -> busy() == 1);
			assertThatExceptionOfType(SandboxUnavailableException.class).isThrownBy(() -> this.desk.hurry())
				.withMessageContainingAll("Desk.hurry", "did not run", "timeout",
						"pctx.sandbox.pool.max-workers (now 1)");
			assertThat(this.operations.status().waitingCalls()).isZero();
			assertThat(occupant).isNotDone();
		}
		finally {
			occupant.cancel(true);
		}
		await().atMost(Duration.ofMinutes(1)).until(() -> busy() == 0);
	}

	@Test
	void whenBurstExceedsThePoolThenEveryCallGetsItsTurn() {
		List<CompletableFuture<Integer>> calls = new ArrayList<>();
		IntStream.range(0, 6).forEach((number) -> calls.add(this.desk.serve(number)));
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i)).succeedsWithin(2, TimeUnit.MINUTES).isEqualTo(i);
		}
	}

	private int busy() {
		return this.operations.status().pools().stream().mapToInt(SandboxStatus.Pool::busy).sum();
	}

	static class Desk {

		@Sandboxed
		public CompletableFuture<String> occupy() {
			return new CompletableFuture<>();
		}

		@Sandboxed(timeout = "1500ms")
		public void hurry() {
		}

		@Sandboxed
		public CompletableFuture<Integer> serve(int number) {
			return CompletableFuture.completedFuture(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Desk.class)
	static class Application {

	}

}
