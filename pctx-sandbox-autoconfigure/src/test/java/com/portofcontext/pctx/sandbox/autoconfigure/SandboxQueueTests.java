package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

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
	void whenBurstOfTwoMethodsExceedsThePoolThenCallsAreServedInTheirOrder() {
		List<Integer> served = new CopyOnWriteArrayList<>();
		List<CompletableFuture<Integer>> calls = new ArrayList<>();
		CompletableFuture<String> occupant = this.desk.occupy();
		try {
			await().atMost(Duration.ofMinutes(2)).until(() -> busy() == 1);
			for (int number = 0; number < 6; number++) {
				// Their workers are of two kinds, and have one place between them.
				CompletableFuture<Integer> call = (number % 2 == 0) ? this.desk.serve(number)
						: this.desk.serveElsewhere(number);
				calls.add(call.whenComplete((value, failure) -> served.add(value)));
				int waiting = number + 1;
				await().atMost(Duration.ofMinutes(1)).until(() -> this.operations.status().waitingCalls() == waiting);
			}
			assertThat(served).isEmpty();
		}
		finally {
			occupant.cancel(true);
		}
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i)).succeedsWithin(2, TimeUnit.MINUTES).isEqualTo(i);
		}
		assertThat(served).containsExactly(0, 1, 2, 3, 4, 5);
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

		@Sandboxed
		public CompletableFuture<Integer> serveElsewhere(int number) {
			return CompletableFuture.completedFuture(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Desk.class)
	static class Application {

	}

}
