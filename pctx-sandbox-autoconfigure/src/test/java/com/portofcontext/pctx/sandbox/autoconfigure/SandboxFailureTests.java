package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Each way in which a call can fail reaches its caller as the right exception, which says
 * what was asked, what happened and what to change.
 */
@SandboxApplicationTest
@ContextConfiguration(classes = SandboxFailureTests.Application.class)
@TestPropertySource(properties = { "pctx.sandbox.profiles.terse.max-result-size=10KB",
		"pctx.sandbox.profiles.narrow.max-processes=40", "pctx.sandbox.profiles.narrow.scratch-size=2MB" })
abstract class SandboxFailureTests {

	@Autowired
	private Snippets snippets;

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenTimeIsUpThenTimeoutException() {
		// The time-out covers waiting for a worker, too: on a busy machine the first one
		// may come too late.
		await().atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThatExceptionOfType(SandboxTimeoutException.class)
				.isThrownBy(() -> this.snippets.spin())
				.withMessageContainingAll("Snippets.spin", "longer than its timeout of 5000 ms", "Raise 'timeout'",
						"@Sandboxed"));
	}

	@Test
	void whenHeapIsExhaustedThenMemoryLimitException() {
		assertThatExceptionOfType(SandboxMemoryLimitException.class).isThrownBy(() -> this.snippets.hoard())
			.withMessageContainingAll("Snippets.hoard", "its memory of 128 MB", "heap", "Raise 'memory'");
	}

	@Test
	void whenMemoryBesideTheHeapIsExhaustedThenMemoryLimitException() {
		assertThatExceptionOfType(SandboxMemoryLimitException.class).isThrownBy(() -> this.snippets.hoardBesideHeap())
			.withMessageContainingAll("Snippets.hoardBesideHeap", "its memory of 128 MB", "killed by the kernel",
					"Raise 'memory'");
	}

	@Test
	void whenCodeExitsThenCrashedException() {
		assertThatExceptionOfType(SandboxCrashedException.class).isThrownBy(() -> this.snippets.exit(3))
			.withMessageContainingAll("Snippets.exit", "unknown outcome", "exit code 3", "System.exit");
	}

	@Test
	void whenCodeHaltsThenCrashedException() {
		assertThatExceptionOfType(SandboxCrashedException.class).isThrownBy(() -> this.snippets.halt(4))
			.withMessageContainingAll("Snippets.halt", "unknown outcome", "exit code 4");
	}

	@Test
	void whenResultIsTooLargeThenResultException() {
		assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> this.snippets.large(20_000))
			.withMessageContainingAll("Snippets.large", "exceeds max-result-size",
					"raise 'pctx.sandbox.defaults.max-result-size'", "10240");
		assertThat(this.snippets.large(9_000)).hasSize(9_000);
	}

	@Test
	void whenResultCannotBeWrittenThenResultException() {
		assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> this.snippets.brittle())
			.withMessageContainingAll("Snippets.brittle", "cannot be encoded", "no name today",
					"Return what can be written");
	}

	@Test
	void whenResultContainsItselfThenResultException() {
		assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> this.snippets.cyclic())
			.withMessageContainingAll("Snippets.cyclic", "cannot be encoded");
	}

	@Test
	void whenArgumentCannotBeWrittenThenMethodIsNotCalled() {
		assertThatExceptionOfType(SandboxException.class).isThrownBy(() -> this.snippets.take(new Brittle()))
			.isExactlyInstanceOf(SandboxException.class)
			.withMessageContainingAll("Snippets.take", "was not called", "Argument 1 'argument' (", "no name today",
					"Send less");
	}

	@Test
	void whenDataFieldCannotBeWrittenThenItIsNamed() {
		this.snippets.setState(new Brittle());
		assertThatExceptionOfType(SandboxException.class).isThrownBy(() -> this.snippets.read())
			.isExactlyInstanceOf(SandboxException.class)
			.withMessageContainingAll("Snippets.read", "was not called", "Data field 'state' (", "no name today");
	}

	@Test
	void whenThereAreTooManyThreadsThenTheirLimitIsNamed() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.breed())
			.withMessageContainingAll("Snippets.breed", "unable to create native thread", "at most 40 processes",
					"raise 'pctx.sandbox.defaults.max-processes'", "'pctx.sandbox.profiles.<name>.max-processes'");
	}

	@Test
	void whenScratchDirectoryIsFullThenItsLimitIsNamed() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.fill())
			.withMessageContainingAll("Snippets.fill", "No space left on device", "holds 2097152B",
					"raise 'pctx.sandbox.defaults.scratch-size'");
	}

	@Test
	void whenLimitIsTheCallsOwnThenItsPolicyIsNamed() {
		assertThatExceptionOfType(SandboxResultException.class)
			.isThrownBy(() -> this.operations.callWith((policy) -> policy.withMaxResultSize(DataSize.ofKilobytes(2)),
					Snippets.class.getName(), "large", 9_000))
			.withMessageContainingAll("Snippets.large", "raise 'max-result-size' in the policy of this call", "2048")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("pctx.sandbox.defaults"));
	}

	@Test
	void whenTimeOutIsTheCallsOwnThenItsPolicyIsNamed() {
		await().atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThatExceptionOfType(SandboxTimeoutException.class)
				.isThrownBy(() -> this.operations.callWith((policy) -> policy.withTimeout(Duration.ofSeconds(4)),
						Snippets.class.getName(), "spin"))
				.withMessageContainingAll("Snippets.spin", "4000 ms", "Raise 'timeout' in the policy of this call"));
	}

	@TestPropertySource(properties = "pctx.sandbox.jail=bubblewrap")
	static class BubblewrapFailureTests extends SandboxFailureTests {

	}

	@TestPropertySource(properties = "pctx.sandbox.jail=firejail")
	static class FirejailFailureTests extends SandboxFailureTests {

	}

	static class Snippets {

		private @Nullable Brittle state;

		public void setState(Brittle state) {
			this.state = state;
		}

		@Sandboxed
		public String read() {
			return String.valueOf(this.state);
		}

		@Sandboxed(profile = "narrow")
		public void breed() {
			while (true) {
				Thread thread = new Thread(() -> LockSupport.park());
				thread.setDaemon(true);
				thread.start();
			}
		}

		@Sandboxed(profile = "narrow")
		public void fill() {
			try {
				Files.write(Files.createTempFile("large", ""), new byte[4 << 20]);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Sandboxed(timeout = "5s")
		public void spin() {
			while (true) {
				Thread.onSpinWait();
			}
		}

		@Sandboxed(memory = "128MB")
		public int hoard() {
			List<byte[]> all = new ArrayList<>();
			while (true) {
				all.add(new byte[1 << 20]);
			}
		}

		@Sandboxed(memory = "128MB")
		public int hoardBesideHeap() throws ReflectiveOperationException {
			Class<?> type = Class.forName("sun.misc.Unsafe");
			Field field = type.getDeclaredField("theUnsafe");
			field.setAccessible(true);
			Object unsafe = field.get(null);
			long chunk = 1L << 24;
			while (true) {
				Object address = type.getMethod("allocateMemory", long.class).invoke(unsafe, chunk);
				type.getMethod("setMemory", long.class, long.class, byte.class)
					.invoke(unsafe, address, chunk, (byte) 1);
			}
		}

		@Sandboxed
		public void exit(int status) {
			System.exit(status);
		}

		@Sandboxed
		public void halt(int status) {
			Runtime.getRuntime().halt(status);
		}

		@Sandboxed(profile = "terse")
		public byte[] large(int size) {
			return new byte[size];
		}

		@Sandboxed
		public Brittle brittle() {
			return new Brittle();
		}

		@Sandboxed
		public void take(Brittle argument) {
			System.exit(1);
		}

		@Sandboxed
		public Object cyclic() {
			Map<String, Object> map = new HashMap<>();
			map.put("self", map);
			return map;
		}

	}

	/**
	 * Can be written by its looks only.
	 */
	public static class Brittle {

		private String name = "";

		public String getName() {
			throw new IllegalStateException("no name today");
		}

		public void setName(String name) {
			this.name = name;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Snippets.class)
	static class Application {

	}

}
