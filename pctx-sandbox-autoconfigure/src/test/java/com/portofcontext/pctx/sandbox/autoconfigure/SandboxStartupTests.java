package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the start of an application says, and what its end leaves.
 */
@ExtendWith(OutputCaptureExtension.class)
class SandboxStartupTests {

	private static final Logger logger = LoggerFactory.getLogger(SandboxStartupTests.class);

	@Test
	void whenManyMethodsAreWrongThenOneReportHasThemAll(CapturedOutput output) {
		assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(() -> start(Wrong.class));
		String report = output.getOut().substring(output.getOut().indexOf("APPLICATION FAILED TO START"));
		assertThat(report).containsOnlyOnce("APPLICATION FAILED TO START")
			.containsOnlyOnce("Description:")
			.containsOnlyOnce("Action:");
		assertThat(report.substring(0, report.indexOf("Action:"))).contains(
				"sandboxed methods or classes cannot be kept", "Mistakes.isPrivate", "Mistakes.isStatic",
				"Mistakes.isFinal", "Mistakes.callsItself", "Mistakes.readsBean", "Mistakes.badMemory",
				"Mistakes.badProfile", "Mistakes.withNetwork", "Mistakes.withDependencies", "Mistakes.returnsStream",
				"FinalMistake", "'repository'", "'nowhere'", "'12 apples'");
		assertThat(report.substring(report.indexOf("Action:"))).contains("Mistakes.isPrivate", "Mistakes.badMemory",
				"Mistakes.withNetwork");
		assertThat(report).doesNotContain("Mistakes.isRight");
	}

	@Test
	void whenSandboxIsSwitchedOffThenApplicationStartsAndCallsFail() {
		try (ConfigurableApplicationContext context = start(Right.class, "--pctx.sandbox.enabled=false")) {
			assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> context.getBean(Worker.class).work())
				.withMessageContainingAll("Worker.work", "pctx.sandbox.enabled=false");
		}
	}

	@Test
	void whenAccountOfWorkersIsMissingThenCallsSayWhichPropertyNamesIt() {
		try (ConfigurableApplicationContext context = start(Right.class,
				"--pctx.sandbox.local.worker-user=nobody-by-this-name", "--pctx.sandbox.pool.warm-up=false")) {
			if (!"root".equals(System.getProperty("user.name"))) {
				// Workers run as the application's own account.
				assertThat(context.getBean(Worker.class).work()).isPositive();
				return;
			}
			assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> context.getBean(Worker.class).work())
				.withMessageContainingAll("nobody-by-this-name", "pctx.sandbox.local.worker-user");
		}
	}

	@Test
	void whenMethodNeedsMoreMemoryThanThePoolHasThenStartSaysSoAndCallsFail(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Right.class, "--pctx.sandbox.pool.max-memory=128MB")) {
			assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> context.getBean(Worker.class).work())
				.withMessageContainingAll("Worker.work", "'memory'", "pctx.sandbox.pool.max-memory");
			assertThat(output).contains("Calls of Worker.work will fail");
		}
	}

	@Test
	void whenApplicationEndsInTheMiddleOfACallThenItsCallEndsToo() throws Exception {
		List<ProcessHandle> ofOthers = workers();
		ConfigurableApplicationContext context = start(Right.class);
		CompletableFuture<Long> call = context.getBean(Worker.class).never();
		SandboxOperations operations = context.getBean(SandboxOperations.class);
		await().atMost(Duration.ofMinutes(1))
			.until(() -> operations.status().pools().stream().anyMatch((pool) -> pool.busy() > 0));
		long started = System.nanoTime();
		context.close();
		logger.info("Shutdown in the middle of a call: {} ms",
				TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
		assertThat(call).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SandboxException.class);
		assertThat(workers()).isSubsetOf(ofOthers);
	}

	/** Contexts of other tests may still be there, and have theirs. */
	private static List<ProcessHandle> workers() {
		return ProcessHandle.current().descendants().filter(SandboxStartupTests::isOfWorker).toList();
	}

	private static boolean isOfWorker(ProcessHandle process) {
		return process.info()
			.command()
			.filter((command) -> command.endsWith("bwrap") || command.endsWith("firejail"))
			.isPresent();
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... args) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		return spring.run(args);
	}

	static class Worker {

		@Sandboxed(memory = "256MB")
		public long work() {
			return ProcessHandle.current().pid();
		}

		@Sandboxed(memory = "256MB")
		public CompletableFuture<Long> never() {
			return new CompletableFuture<>();
		}

	}

	static class Repository {

	}

	static class Mistakes {

		private final Repository repository = new Repository();

		@Sandboxed
		public long isRight() {
			return 1;
		}

		@Sandboxed
		private long isPrivate() {
			return 1;
		}

		@Sandboxed
		public static long isStatic() {
			return 1;
		}

		@Sandboxed
		public final long isFinal() {
			return 1;
		}

		public long callsItself() {
			return isPrivate();
		}

		@Sandboxed
		public String readsBean() {
			return this.repository.toString();
		}

		@Sandboxed(memory = "12 apples")
		public void badMemory() {
		}

		@Sandboxed(profile = "nowhere")
		public void badProfile() {
		}

		@Sandboxed(allowNetwork = "127.1:443")
		public void withNetwork() {
		}

		@Sandboxed(dependencies = "org.apache.commons:commons-csv:LATEST")
		public void withDependencies() {
		}

		@Sandboxed
		public Stream<String> returnsStream() {
			return Stream.of();
		}

	}

	static final class FinalMistake {

		@Sandboxed
		public void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Wrong {

		@Bean
		Repository repository() {
			return new Repository();
		}

		@Bean
		Mistakes mistakes() {
			return new Mistakes();
		}

		@Bean
		FinalMistake finalMistake() {
			return new FinalMistake();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Right {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

}
