package com.portofcontext.pctx.sandbox.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JavaType;

import org.springframework.core.task.support.TaskExecutorAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When {@link SandboxEngine} tries a call again that never ran.
 */
class SandboxEngineTests {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger attempts = new AtomicInteger();

	private volatile boolean interrupting;

	@TempDir
	Path directory;

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	@Test
	void whenThereAreAttemptsLeftThenCallIsTriedAgain() {
		assertThat(call(Duration.ofMinutes(1), 3, Duration.ZERO)).failsWithin(Duration.ofSeconds(30));
		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void whenPauseWouldOutliveTheTimeoutThenCallEndsAtOnce() {
		assertThat(call(Duration.ofSeconds(20), 3, Duration.ofMinutes(2))).failsWithin(Duration.ofSeconds(15))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SandboxUnavailableException.class)
			.withMessageContaining("no machine");
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void whenCallIsCancelledThenItIsNotTriedAgain() throws InterruptedException {
		Future<?> call = call(Duration.ofMinutes(5), 1000, Duration.ofMillis(50));
		await().until(() -> this.attempts.get() > 1);
		call.cancel(true);
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whenInterruptedInPauseThenCallDidNotRun() {
		this.interrupting = true;
		CompletableFuture<?> call = call(Duration.ofMinutes(10), 3, Duration.ofMinutes(1));
		assertThat(call).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SandboxUnavailableException.class)
			.withMessageContaining("no machine");
		assertThat(this.attempts).hasValue(1);
	}

	private CompletableFuture<?> call(Duration timeout, int maxAttempts, Duration backoff) {
		SandboxEngine engine = new SandboxEngine(new NoMachine(),
				new WorkerClassPaths(
						new ClassPathResolver(this.directory, new ClassPathPatterns(List.of(), List.of(), List.of())),
						(coordinates) -> List.of(), ValueModules.NONE),
				new CallRetries(maxAttempts, backoff), new TaskExecutorAdapter(this.threads), (event) -> {
				});
		try {
			JavaType text = ValueMapper.create().constructType(String.class);
			SandboxedMethod method = new SandboxedMethod("bean", Bean.class, Bean.class.getMethod("run"), List.of(),
					text, true, List.of(), List.of(), SandboxPolicy.DEFAULT.withTimeout(timeout), List.of());
			return (CompletableFuture<?>) engine.invoke(method, new Bean(), new @Nullable Object[0]);
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

	static class Bean {

		public Future<String> run() {
			return CompletableFuture.completedFuture("");
		}

	}

	/**
	 * A machine that is never there.
	 */
	private final class NoMachine implements Machine {

		@Override
		public String name() {
			return "none";
		}

		@Override
		public FrameChannel connect() {
			SandboxEngineTests.this.attempts.incrementAndGet();
			if (SandboxEngineTests.this.interrupting) {
				Thread.currentThread().interrupt();
			}
			throw new SandboxUnavailableException("There is no machine");
		}

		@Override
		public Path blobDirectory() {
			return SandboxEngineTests.this.directory;
		}

		@Override
		public void open() {
		}

		@Override
		public void close() {
		}

	}

}
