package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the sandbox does when its application starts, pauses and ends.
 */
class SandboxLifecycleTests {

	/** Below the temporary directory's root, for workers must be able to pass through. */
	private Path directory;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void prepare() throws IOException {
		this.directory = Files.createTempDirectory("pctx-lifecycle");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withPropertyValues("pctx.sandbox.local.directory=" + this.directory, "pctx.sandbox.defaults.timeout=1m",
					"pctx.sandbox.defaults.memory=256MB")
			.withBean(Echo.class);
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		assertThat(runs()).isEmpty();
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(processes()).isEmpty());
		FileSystemUtils.deleteRecursively(this.directory);
	}

	@Test
	void whenContextIsStoppedAndStartedThenCallsWorkAgain() {
		this.contextRunner.run((context) -> {
			Echo echo = context.getBean(Echo.class);
			assertThat(echo.echo("before")).isEqualTo("before");
			context.stop();
			assertThat(runs()).isEmpty();
			assertThatExceptionOfType(SandboxUnavailableException.class).isThrownBy(() -> echo.echo("stopped"))
				.withMessageContaining("shut down");
			context.start();
			assertThat(echo.echo("after")).isEqualTo("after");
		});
	}

	@Test
	void whenAgentForgotAMethodThenCallDefinesItAgain() {
		this.contextRunner.withPropertyValues("pctx.sandbox.pool.idle-timeout=1s", "pctx.sandbox.retry.max-attempts=1")
			.run((context) -> {
				Echo echo = context.getBean(Echo.class);
				assertThat(echo.echo("first")).isEqualTo("first");
				SandboxOperations operations = context.getBean(SandboxOperations.class);
				await().atMost(Duration.ofMinutes(1))
					.untilAsserted(() -> assertThat(operations.status().pools()).isEmpty());
				assertThat(echo.echo("second")).isEqualTo("second");
			});
	}

	@Test
	void whenStartFailsAfterACallThenNothingIsLeft() {
		this.contextRunner.withBean(Caller.class)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage("called early"));
	}

	@Test
	void whenInterruptedThreadEndsTheMachineThenNothingIsLeft() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Echo.class).echo("text")).isEqualTo("text");
			Thread.currentThread().interrupt();
			try {
				context.getBean(Machine.class).close();
			}
			finally {
				assertThat(Thread.interrupted()).isTrue();
			}
			assertThat(runs()).isEmpty();
		});
	}

	@Test
	void whenClassPathCannotBeStoredThenCallSaysWhere() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		this.contextRunner.withPropertyValues("pctx.sandbox.local.directory=" + file)
			.run((context) -> assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> context.getBean(Echo.class).echo("text"))
				.withMessageContainingAll("Echo.echo did not run", file.toString(), "pctx.sandbox.local.directory"));
	}

	@Test
	void whenOneMethodCannotBePreparedThenOthersAreAllTheSame() {
		BrokenMachine machine = new BrokenMachine(this.directory.resolve("blobs"));
		this.contextRunner.withBean(Machine.class, () -> machine)
			.withBean("second", Echo.class)
			.run((context) -> await().atMost(Duration.ofMinutes(1)).until(() -> machine.connections.get() == 2));
	}

	@Test
	void whenMethodReturnsFutureThenAllDecoratorsAreOnItsThread() {
		AtomicInteger decorated = new AtomicInteger();
		TaskDecorator decorator = (task) -> () -> {
			decorated.incrementAndGet();
			task.run();
		};
		this.contextRunner.withPropertyValues("pctx.sandbox.pool.warm-up=false")
			.withBean(Machine.class, () -> new BrokenMachine(this.directory.resolve("blobs")))
			.withBean(Later.class)
			.withBean("trace", TaskDecorator.class, () -> decorator)
			.withBean("tenant", TaskDecorator.class, () -> decorator)
			.run((context) -> {
				assertThat(context.getBean(Later.class).later()).failsWithin(Duration.ofMinutes(1));
				assertThat(decorated).hasValue(2);
			});
	}

	private List<Path> runs() throws IOException {
		Path run = this.directory.resolve("run");
		if (!Files.exists(run)) {
			return List.of();
		}
		try (Stream<Path> left = Files.list(run)) {
			return left.toList();
		}
	}

	private List<String> processes() {
		return ProcessHandle.allProcesses()
			.flatMap((process) -> process.info().commandLine().stream())
			.filter((command) -> command.contains(this.directory.toString()))
			.toList();
	}

	static class Echo {

		@Sandboxed
		public String echo(String text) {
			return text;
		}

	}

	static class Later {

		@Sandboxed
		public CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

	}

	/**
	 * Fails in a way that nobody expects.
	 */
	static class BrokenMachine implements Machine {

		private final AtomicInteger connections = new AtomicInteger();

		private final Path blobDirectory;

		BrokenMachine(Path blobDirectory) {
			this.blobDirectory = blobDirectory;
		}

		@Override
		public String name() {
			return "broken";
		}

		@Override
		public FrameChannel connect() {
			this.connections.incrementAndGet();
			throw new IllegalStateException("broken");
		}

		@Override
		public Path blobDirectory() {
			return this.blobDirectory;
		}

		@Override
		public void open() {
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Calls before the application has started, and then its start fails.
	 */
	static class Caller {

		Caller(Echo echo) {
			throw new IllegalStateException("called " + echo.echo("early"));
		}

	}

}
