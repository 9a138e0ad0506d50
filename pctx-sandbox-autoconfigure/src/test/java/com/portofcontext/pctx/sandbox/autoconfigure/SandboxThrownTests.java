package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What sandboxed code throws reaches its caller: readable, as text, and as itself only
 * where it is declared.
 */
@SandboxApplicationTest
@ContextConfiguration(classes = SandboxThrownTests.Application.class)
abstract class SandboxThrownTests {

	@Autowired
	private Snippets snippets;

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenCodeThrowsThenCausesAreToldByTypeAndMessage() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.chain())
			.withMessageContainingAll("Snippets.chain", "java.lang.IllegalStateException: outer")
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo("java.lang.IllegalStateException"))
			.satisfies((ex) -> assertThat(ex.getRemoteMessage()).isEqualTo("outer"))
			.satisfies((ex) -> {
				Throwable outer = Objects.requireNonNull(ex.getCause());
				assertThat(outer).hasToString("java.lang.IllegalStateException: outer");
				assertThat(outer.getCause()).hasToString("java.io.IOException: middle");
				assertThat(outer.getCause().getCause()).hasToString("java.lang.StackOverflowError");
			});
	}

	@Test
	void stackTraceReadsFromCallerToRemoteFrames() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.chain())
			.satisfies((ex) -> {
				StringWriter text = new StringWriter();
				ex.printStackTrace(new PrintWriter(text));
				String test = SandboxThrownTests.class.getName();
				assertThat(text.toString()).containsSubsequence(SandboxExecutionException.class.getName() + ": ",
						"\tat " + test + ".", "Caused by: java.lang.IllegalStateException: outer",
						"\tat " + test + "$Snippets.chain(SandboxThrownTests.java:",
						"Caused by: java.io.IOException: middle", "Caused by: java.lang.StackOverflowError");
				// What the sandbox needs to make the call is of no use to its reader.
				assertThat(text.toString()).doesNotContain("guest.worker");
			});
	}

	@Test
	void whenTypeOfExceptionIsUnknownHereThenItIsToldAsText() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.throwUnknown())
			.satisfies(
					(ex) -> assertThat(ex.getRemoteType()).isEqualTo(Phantom.class.getName().replace("Phan", "Tran")))
			.withMessageContainingAll("Snippets.throwUnknown", "Trantom: boo");
	}

	@Test
	void whenExceptionIsHostileThenItsTypeIsToldAllTheSame() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.throwHostile())
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(Hostile.class.getName()))
			.withMessageContaining("Snippets.throwHostile");
	}

	@Test
	void whenMessageIsHugeThenItIsCut() {
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.snippets.throwHuge())
			.satisfies((ex) -> assertThat(ex.getRemoteMessage()).startsWith("xxx").hasSizeLessThan(10_000))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(20_000));
	}

	@Test
	void whenExceptionIsDeclaredThenItArrivesAsItself() {
		assertThatExceptionOfType(OutOfPaper.class).isThrownBy(() -> this.snippets.print(5))
			.withMessage("5 sheets")
			.withCauseInstanceOf(SandboxExecutionException.class)
			.satisfies((ex) -> assertThat(ex.getStackTrace())
				.anySatisfy((frame) -> assertThat(frame.getClassName()).startsWith(SandboxThrownTests.class.getName())))
			.satisfies(
					(ex) -> assertThat(ex.getCause().getCause().getStackTrace()[0].getMethodName()).isEqualTo("print"));
	}

	@Test
	void whenExceptionIsDeclaredThenOperationsTellThatTheCodeThrew() {
		assertThatExceptionOfType(SandboxExecutionException.class)
			.isThrownBy(() -> this.operations.call(Snippets.class.getName(), "print", 5))
			.withMessageContainingAll("print", "Snippets'", "5 sheets")
			.withCauseInstanceOf(OutOfPaper.class)
			.satisfies((ex) -> assertThat(ex.getRemoteType()).isEqualTo(OutOfPaper.class.getName()))
			.satisfies((ex) -> assertThat(ex.getRemoteMessage()).isEqualTo("5 sheets"));
	}

	@TestPropertySource(properties = "pctx.sandbox.jail=bubblewrap")
	static class BubblewrapThrownTests extends SandboxThrownTests {

	}

	@TestPropertySource(properties = "pctx.sandbox.jail=firejail")
	static class FirejailThrownTests extends SandboxThrownTests {

	}

	static class Snippets {

		@Sandboxed
		public void chain() {
			throw new IllegalStateException("outer", new IOException("middle", new StackOverflowError()));
		}

		/** A class that comes into being here is none of the application's. */
		@Sandboxed
		public void throwUnknown() throws Throwable {
			byte[] bytes;
			try (InputStream in = Snippets.class.getResourceAsStream("SandboxThrownTests$Phantom.class")) {
				bytes = Objects.requireNonNull(in).readAllBytes();
			}
			byte[] renamed = new String(bytes, StandardCharsets.ISO_8859_1).replace("Phantom", "Trantom")
				.getBytes(StandardCharsets.ISO_8859_1);
			Class<?> type = new ClassLoader(Phantom.class.getClassLoader()) {
				Class<?> define() {
					return defineClass(null, renamed, 0, renamed.length);
				}
			}.define();
			throw (Throwable) type.getConstructor().newInstance();
		}

		@Sandboxed
		public void throwHostile() {
			throw new Hostile();
		}

		@Sandboxed
		public void throwHuge() {
			throw new IllegalStateException("x".repeat(20_000_000));
		}

		@Sandboxed
		public void print(int sheets) throws OutOfPaper {
			throw new OutOfPaper(sheets + " sheets");
		}

	}

	public static class Phantom extends RuntimeException {

		public Phantom() {
			super("boo");
		}

	}

	static class OutOfPaper extends Exception {

		OutOfPaper(String message) {
			super(message);
		}

	}

	static class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

		@Override
		public String toString() {
			throw new StackOverflowError("no text");
		}

		@Override
		public synchronized Throwable getCause() {
			return new Hostile();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new AssertionError("no stack");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Snippets.class)
	static class Application {

	}

}
