package com.portofcontext.pctx.sandbox.call;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteExceptionsTests {

	@Test
	void rebuildsDeclaredCheckedException() {
		Exception exception = thrown(new IOException("disk"), IOException.class);
		assertThat(exception).isExactlyInstanceOf(IOException.class).hasMessage("disk");
		assertThat(exception.getCause()).isInstanceOfSatisfying(SandboxExecutionException.class,
				(cause) -> assertThat(cause.getRemoteType()).isEqualTo("java.io.IOException"));
	}

	@Test
	void namesTheSubclassWhenASuperclassIsDeclared() {
		assertThat(thrown(new FileNotFoundException("x"), IOException.class)).isExactlyInstanceOf(IOException.class)
			.hasMessage("java.io.FileNotFoundException: x");
	}

	@Test
	void prefersTheMostSpecificDeclaredException() {
		assertThat(thrown(new FileNotFoundException("x"), IOException.class, FileNotFoundException.class))
			.isExactlyInstanceOf(FileNotFoundException.class)
			.hasMessage("x")
			.hasCauseInstanceOf(SandboxExecutionException.class);
	}

	@Test
	void usesWhateverConstructorThereIs() {
		assertThat(thrown(new TimeoutException("t"), TimeoutException.class))
			.isExactlyInstanceOf(TimeoutException.class)
			.hasMessage("t")
			.hasCauseInstanceOf(SandboxExecutionException.class);
		assertThat(thrown(new Silent(), Silent.class)).isExactlyInstanceOf(Silent.class)
			.hasCauseInstanceOf(SandboxExecutionException.class);
	}

	@Test
	void wrapsWhenTheDeclaredExceptionCannotBeBuilt() {
		assertThat(thrown(new Unbuildable(1), Unbuildable.class)).isInstanceOf(SandboxExecutionException.class)
			.hasMessageContaining("give Unbuildable a constructor with a String");
		assertThat(thrown(new Failing("x", true), Failing.class)).isInstanceOf(SandboxExecutionException.class);
	}

	@Test
	void wrapsUncheckedExceptionsAndErrors() {
		for (Throwable throwable : List.of(new IllegalStateException("boom"), new StackOverflowError(),
				new OutOfMemoryError("heap"))) {
			assertThat(thrown(throwable, Exception.class, IllegalStateException.class)).isInstanceOfSatisfying(
					SandboxExecutionException.class,
					(ex) -> assertThat(ex.getRemoteType()).isEqualTo(throwable.getClass().getName()));
		}
	}

	@Test
	void wrapsUndeclaredCheckedExceptions() {
		assertThat(thrown(new IOException("disk"))).isInstanceOfSatisfying(SandboxExecutionException.class, (ex) -> {
			assertThat(ex)
				.hasMessage("Sandboxed method RemoteExceptionsTests.sandboxed threw java.io.IOException: disk");
			assertThat(ex.getRemoteMessage()).isEqualTo("disk");
		});
	}

	@Test
	void printsAReadableChain() {
		StringWriter text = new StringWriter();
		thrown(new IllegalStateException("outer", new IOException("inner")))
			.printStackTrace(new PrintWriter(text, true));
		assertThat(text.toString()).contains("SandboxExecutionException: Sandboxed method ")
			.contains("Caused by: java.lang.IllegalStateException: outer")
			.contains("at com.portofcontext.pctx.sandbox.call.RemoteExceptionsTests.printsAReadableChain("
					+ "RemoteExceptionsTests.java:")
			.contains("Caused by: java.io.IOException: inner");
	}

	@Test
	void whenMessageForgesLogLinesThenNothingPrintedBeginsWithThem() {
		String forged = "x\n2026-11-24 INFO admin logged in\u001b[2J";
		for (Exception exception : List.of(thrown(new IllegalStateException(forged)),
				thrown(new IOException(forged), IOException.class))) {
			StringWriter text = new StringWriter();
			exception.printStackTrace(new PrintWriter(text, true));
			assertThat(text.toString().lines()).noneMatch((line) -> line.startsWith("2026"));
			assertThat(text.toString()).doesNotContain("\u001b");
		}
	}

	@Test
	void whenNamesOfThrownClassAndFramesForgeLogLinesThenTheyAreShownOnOneLine() {
		String forged = "x\n2026-11-24 INFO\u001b[2J";
		ThrownValue value = new ThrownValue(List.of(forged), null,
				List.of(new ThrownValue.Frame(forged, forged, forged, 1)), null, false);
		StringWriter text = new StringWriter();
		thrown(value).printStackTrace(new PrintWriter(text, true));
		assertThat(text.toString()).doesNotContain("\u001b", "\n2026");
	}

	private Exception thrown(Throwable throwable, Class<?>... declared) {
		return thrown(ThrownValue.decode(ThrownValue.of(throwable).encode()), declared);
	}

	private Exception thrown(ThrownValue value, Class<?>... declared) {
		return RemoteExceptions.toException(method(), List.of(declared), value, "");
	}

	private static Method method() {
		try {
			return RemoteExceptionsTests.class.getDeclaredMethod("sandboxed");
		}
		catch (NoSuchMethodException ex) {
			throw new AssertionError(ex);
		}
	}

	void sandboxed() {
	}

	static class Silent extends Exception {

	}

	static class Unbuildable extends Exception {

		Unbuildable(int code) {
			super("code " + code);
		}

	}

	static class Failing extends Exception {

		Failing(String message) {
			throw new IllegalStateException(message);
		}

		Failing(String message, boolean works) {
			super(message + works);
		}

	}

}
