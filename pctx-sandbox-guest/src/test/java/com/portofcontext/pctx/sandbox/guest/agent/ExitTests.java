package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that ends its JVM, or would like to outlive it.
 */
class ExitTests {

	private final AgentFixture fixture;

	ExitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, exit, exit code 3", "BUBBLEWRAP, exit, exit code 3", "FIREJAIL, halt, exit code 4",
			"BUBBLEWRAP, halt, exit code 4", "FIREJAIL, crash, SIGSEGV", "BUBBLEWRAP, crash, SIGSEGV" })
	void whenJvmEndsThenFailureSaysHow(JailKind jail, String method, String message) throws Exception {
		this.fixture.start(jail);
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, method));
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.CRASHED);
		assertThat(outcome.failure().message()).contains(message);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(this.fixture.define(Victim.class, "answer")).value()).isEqualTo(42);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenStackOverflowsThenItIsThrown(JailKind jail) throws Exception {
		this.fixture.start(jail);
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "overflow"));
		assertThat(outcome.thrown().typeName()).isEqualTo(StackOverflowError.class.getName());
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenCodeThrowsThenAllCausesAreTold(JailKind jail) throws Exception {
		this.fixture.start(jail);
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "causes"));
		assertThat(outcome.thrown().typeName()).isEqualTo(IllegalStateException.class.getName());
		assertThat(outcome.thrown().message()).isEqualTo("outer");
		assertThat(outcome.thrown().cause()).isNotNull();
		assertThat(outcome.thrown().cause().message()).isEqualTo("inner");
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenThrowableIsHostileThenItIsThrown(JailKind jail) throws Exception {
		this.fixture.start(jail);
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "hostile"));
		assertThat(outcome.thrown().typeName()).isEqualTo(Hostile.class.getName());
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenMethodReturnsThenItsGrandchildIsGone(JailKind jail) throws Exception {
		this.fixture.start(jail);
		assertThat(this.fixture.call(this.fixture.define(Victim.class, "detach")).value()).isEqualTo(true);
		this.fixture.awaitNoWorker();
		assertThat(grandchildren()).isEmpty();
	}

	/** The same, with the grandchild seen from outside. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenHostIsGoneThenGrandchildIsGone(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "detachAndWait");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 1 << 20)).extracting(Frame::type).isEqualTo(FrameType.OUTPUT);
			assertThat(grandchildren()).hasSize(1);
		}
		this.fixture.awaitNoWorker();
		assertThat(grandchildren()).isEmpty();
	}

	private List<ProcessHandle> grandchildren() {
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().commandLine().orElse("").endsWith(Grandchild.class.getName()))
			.filter(ProcessHandle::isAlive)
			.toList();
	}

	static class Victim {

		int answer() {
			return 42;
		}

		void exit() {
			System.exit(3);
		}

		void halt() {
			Runtime.getRuntime().halt(4);
		}

		void crash() throws ReflectiveOperationException {
			Class<?> type = Class.forName("sun.misc.Unsafe");
			Field instance = type.getDeclaredField("theUnsafe");
			instance.setAccessible(true);
			type.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
		}

		int overflow() {
			return overflow() + 1;
		}

		void causes() {
			throw new IllegalStateException("outer", new IOException("inner"));
		}

		void hostile() {
			throw new Hostile();
		}

		/** Whether a process whose parent has ended is still there. */
		boolean detach() throws IOException, InterruptedException {
			Process child = start(Child.class, ProcessBuilder.Redirect.PIPE);
			String id = new String(child.getInputStream().readAllBytes()).strip();
			child.waitFor();
			return ProcessHandle.of(Long.parseLong(id)).filter(ProcessHandle::isAlive).isPresent();
		}

		void detachAndWait() throws IOException, InterruptedException {
			System.out.println(detach());
			new CountDownLatch(1).await();
		}

	}

	static Process start(Class<?> program, ProcessBuilder.Redirect output) throws IOException {
		return new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx8m", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), program.getName())
			.redirectOutput(output)
			.start();
	}

	/**
	 * Starts a program and ends without it.
	 */
	static final class Child {

		private Child() {
		}

		public static void main(String[] args) throws IOException {
			System.out.println(start(Grandchild.class, ProcessBuilder.Redirect.DISCARD).pid());
		}

	}

	/**
	 * Does not end.
	 */
	static final class Grandchild {

		private Grandchild() {
		}

		public static void main(String[] args) throws InterruptedException {
			Thread.currentThread().join();
		}

	}

	static final class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException(this);
		}

		@Override
		public String toString() {
			throw new StackOverflowError();
		}

		@Override
		public synchronized Throwable getCause() {
			return new Hostile();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			return null;
		}

	}

}
