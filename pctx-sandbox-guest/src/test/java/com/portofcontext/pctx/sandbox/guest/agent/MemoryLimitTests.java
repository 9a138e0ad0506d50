package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that takes more memory than it may, wherever a JVM can take it from.
 */
class MemoryLimitTests {

	private static final Limits LIMITS = new Limits(128L << 20, 1, 1000, 300L << 20, 1 << 20, 64 * 1024);

	private final AgentFixture fixture;

	MemoryLimitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, heap", "BUBBLEWRAP, heap", "BUBBLEWRAP, direct", "FIREJAIL, unsafe", "BUBBLEWRAP, unsafe",
			"FIREJAIL, stacks", "BUBBLEWRAP, stacks", "BUBBLEWRAP, catchAll", "FIREJAIL, scratch",
			"BUBBLEWRAP, scratch" })
	void whenMemoryIsExhaustedThenFailureSaysSo(JailKind jail, String method) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, method, LIMITS);
		Outcome outcome = this.fixture.call(spec);
		assertThat(outcome.failure().kind()).as(outcome.failure().message()).isEqualTo(Failure.Kind.MEMORY);
		assertThat(outcome.report().peakMemory()).isBetween(1L << 20, LIMITS.memory());
	}

	static class Victim {

		void heap() {
			List<Object> all = new ArrayList<>();
			while (true) {
				all.add(new byte[1 << 20]);
			}
		}

		void direct() {
			List<Object> all = new ArrayList<>();
			while (true) {
				all.add(ByteBuffer.allocateDirect(1 << 20));
			}
		}

		void unsafe() throws ReflectiveOperationException {
			Class<?> type = Class.forName("sun.misc.Unsafe");
			var instance = type.getDeclaredField("theUnsafe");
			instance.setAccessible(true);
			Object unsafe = instance.get(null);
			var allocate = type.getMethod("allocateMemory", long.class);
			var fill = type.getMethod("setMemory", long.class, long.class, byte.class);
			while (true) {
				fill.invoke(unsafe, allocate.invoke(unsafe, 1L << 20), 1L << 20, (byte) 1);
			}
		}

		/** Deep stacks in many threads. */
		void stacks() throws InterruptedException {
			for (int i = 0; i < 500; i++) {
				Thread thread = new Thread(null, () -> deep(4000), "deep", 4 << 20);
				thread.setDaemon(true);
				thread.start();
			}
			new CountDownLatch(1).await();
		}

		private static void deep(int depth) {
			if (depth > 0) {
				deep(depth - 1);
				return;
			}
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		/** The heap's limit can be survived; the limit outside the JVM can not. */
		void catchAll() throws ReflectiveOperationException {
			try {
				heap();
			}
			catch (OutOfMemoryError ex) {
				unsafe();
			}
		}

		/** Files in memory are memory. */
		void scratch() throws IOException {
			Path directory = Path.of(System.getProperty("java.io.tmpdir"));
			for (int i = 0; i < 290; i++) {
				Files.write(directory.resolve("file" + i), new byte[1 << 20]);
			}
		}

	}

}
