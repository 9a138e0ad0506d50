package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The starter as a user has it, on the real jails of this machine.
 */
@SpringBootTest(properties = { "pctx.sandbox.defaults.timeout=2m", "pctx.sandbox.profiles.quick.timeout=3s",
		"pctx.sandbox.profiles.small.memory=128MB" })
class SandboxEndToEndTests {

	@Autowired
	private Reports reports;

	@Autowired
	private SandboxOperations operations;

	@Test
	void callReturnsValueOfItsType() {
		Summary summary = this.reports
			.summarize(List.of(new Row("a", 1.5, LocalDate.EPOCH), new Row("b", 2.5, LocalDate.EPOCH.plusDays(1))));
		assertThat(summary.count()).isEqualTo(2);
		assertThat(summary.sums()).containsEntry(LocalDate.EPOCH, 1.5);
		assertThat(summary.last()).contains("b");
	}

	@Test
	void bodyRunsInAnotherProcess() {
		assertThat(this.reports.pid()).isNotEqualTo(ProcessHandle.current().pid());
	}

	@Test
	void dataFieldTravels() {
		assertThat(this.reports.greet("you")).isEqualTo("hello you");
	}

	@Test
	void futureCompletes() {
		assertThat(this.reports.later(20)).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(40);
	}

	@Test
	void plainFutureCompletes() {
		assertThat(this.reports.plainFuture(21)).succeedsWithin(Duration.ofMinutes(2)).isEqualTo(42);
	}

	@Test
	void completionStageCompletes() {
		assertThat(this.reports.stage(22)).succeedsWithin(Duration.ofMinutes(2)).isEqualTo(44);
	}

	@Test
	void declaredExceptionIsRebuilt() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reports.read("nowhere"))
			.withMessageContaining("nowhere");
	}

	@Test
	void otherExceptionCarriesRemoteStack() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.reports.fail())
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(IllegalStateException.class.getName()))
			.satisfies((ex) -> assertThat(ex.getCause().getStackTrace()[0].getMethodName()).isEqualTo("fail"));
	}

	@Test
	void whenTimeIsUpThenTimeoutException() {
		// The time-out covers waiting for a worker, too.
		await().atMost(Duration.ofMinutes(2)).until(() -> ready("Reports.spin") > 0);
		assertThatExceptionOfType(SandboxTimeoutException.class).isThrownBy(() -> this.reports.spin());
	}

	@Test
	void whenHeapIsExhaustedThenMemoryLimitException() {
		assertThatExceptionOfType(SandboxMemoryLimitException.class).isThrownBy(() -> this.reports.hoard());
	}

	@Test
	void whenCodeExitsThenCrashedException() {
		assertThatExceptionOfType(SandboxCrashedException.class).isThrownBy(() -> this.reports.exit());
	}

	@Test
	void whenResultIsTooLargeThenResultException() {
		assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> this.reports.large(20_000_000));
	}

	@Test
	void operationsGiveValueAndReport() {
		SandboxResult<String> result = this.operations.callWith((policy) -> policy.withTimeout(Duration.ofSeconds(20)),
				"reports", "greet", "them");
		assertThat(result.value()).isEqualTo("hello them");
		assertThat(result.report().proof()).contains("seccomp=2", "network=none");
		assertThat(this.operations.status().pools()).isNotEmpty();
	}

	private int ready(String method) {
		return this.operations.status()
			.pools()
			.stream()
			.filter((pool) -> pool.method().endsWith(method))
			.mapToInt(SandboxStatus.Pool::ready)
			.sum();
	}

	record Row(String name, double value, LocalDate day) {

	}

	record Summary(int count, Map<LocalDate, Double> sums, Optional<String> last) {

	}

	static class Repository {

	}

	static class Reports {

		private final String greeting;

		private final Repository repository;

		Reports(Repository repository) {
			this.repository = repository;
			this.greeting = "hello";
		}

		Repository repository() {
			return this.repository;
		}

		@Sandboxed
		public Summary summarize(List<Row> rows) {
			Map<LocalDate, Double> sums = new TreeMap<>();
			for (Row row : rows) {
				sums.merge(row.day(), row.value(), Double::sum);
			}
			return new Summary(rows.size(), sums, Optional.of(rows.get(rows.size() - 1).name()));
		}

		@Sandboxed
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Sandboxed
		public String greet(String whom) {
			return this.greeting + " " + whom;
		}

		@Sandboxed
		public CompletableFuture<Integer> later(int number) {
			return CompletableFuture.completedFuture(number * 2);
		}

		@Sandboxed
		public Future<Integer> plainFuture(int number) {
			FutureTask<Integer> task = new FutureTask<>(() -> number * 2);
			task.run();
			return task;
		}

		@Sandboxed
		public CompletionStage<Integer> stage(int number) {
			return CompletableFuture.completedStage(number * 2);
		}

		@Sandboxed
		public String read(String name) throws IOException {
			throw new FileNotFoundException(name);
		}

		@Sandboxed
		public void fail() {
			throw new IllegalStateException("no");
		}

		@Sandboxed(profile = "quick")
		public void spin() {
			while (true) {
				Thread.onSpinWait();
			}
		}

		@Sandboxed(profile = "small")
		public int hoard() {
			List<byte[]> all = new ArrayList<>();
			while (true) {
				all.add(new byte[1 << 20]);
			}
		}

		@Sandboxed
		public void exit() {
			System.exit(3);
		}

		@Sandboxed
		public byte[] large(int size) {
			return new byte[size];
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Repository repository() {
			return new Repository();
		}

		@Bean
		Reports reports(Repository repository) {
			return new Reports(repository);
		}

	}

}
