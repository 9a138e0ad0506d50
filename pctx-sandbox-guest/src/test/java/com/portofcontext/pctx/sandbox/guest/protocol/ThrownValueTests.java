package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@NullUnmarked
class ThrownValueTests {

	@Test
	void takesDownTypeMessageStackAndCause() {
		ThrownValue value = travel(new IllegalStateException("outer", new FileNotFoundException("inner")));
		assertThat(value.typeNames()).containsExactly("java.lang.IllegalStateException", "java.lang.RuntimeException",
				"java.lang.Exception", "java.lang.Throwable");
		assertThat(value.message()).isEqualTo("outer");
		assertThat(value.cause().typeName()).isEqualTo("java.io.FileNotFoundException");
		assertThat(value.cause().message()).isEqualTo("inner");
		assertThat(value.truncated()).isFalse();
		assertThat(travel(new RuntimeException((String) null)).message()).isNull();
	}

	@Test
	void trimsTheFramesOfTheWorkerAndKeepsTheRest() {
		IllegalStateException exception = new IllegalStateException();
		StackTraceElement user = new StackTraceElement("com.example.Reports", "summarize", "Reports.java", 7);
		StackTraceElement reflection = new StackTraceElement("java.lang.invoke.LambdaForm", "invoke", null, -1);
		StackTraceElement worker = new StackTraceElement("com.portofcontext.pctx.sandbox.guest.worker.Worker", "main",
				null, 1);
		StackTraceElement thread = new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1);
		exception.setStackTrace(new StackTraceElement[] { user, reflection, user, reflection, worker, thread });
		assertThat(travel(exception).stack()).extracting(ThrownValue.Frame::className)
			.containsExactly("com.example.Reports", "java.lang.invoke.LambdaForm", "com.example.Reports");
		exception.setStackTrace(new StackTraceElement[] { user, reflection, thread });
		assertThat(travel(exception).stack()).hasSize(3);
	}

	@Test
	void survivesMethodsThatThrow() {
		ThrownValue value = travel(new Hostile(new IllegalStateException()));
		assertThat(value.typeName()).isEqualTo(Hostile.class.getName());
		assertThat(value.message()).isEqualTo("(getMessage() threw java.lang.IllegalStateException)");
		assertThat(value.stack()).isEmpty();
		assertThat(value.cause()).isNull();
		assertThat(value.truncated()).isTrue();
		assertThat(travel(new Hostile(new StackOverflowError())).truncated()).isTrue();
		assertThat(travel(new Hostile(new OutOfMemoryError())).truncated()).isTrue();
		assertThat(travel(new Hostile(null)).message()).contains("StackOverflowError");
	}

	@Test
	void cutsCyclesAndEndlessChains() {
		Exception first = new Exception("first");
		first.initCause(new Exception("second", first));
		assertThat(depth(travel(first))).isEqualTo(2);
		assertThat(depth(travel(new Endless()))).isEqualTo(ThrownValue.MAX_DEPTH);
		assertThat(depth(travel(new OwnCause()))).isEqualTo(1);
	}

	@Test
	void cutsHugeTexts() {
		ThrownValue value = travel(new RuntimeException("x".repeat(50_000_000)));
		assertThat(value.message()).hasSize(ThrownValue.MAX_TEXT_LENGTH);
		assertThat(value.truncated()).isTrue();
		RuntimeException everywhere = new RuntimeException();
		String huge = "\u20AC".repeat(100_000);
		everywhere.setStackTrace(Collections.nCopies(100_000, new StackTraceElement(huge, huge, huge, 1))
			.toArray(StackTraceElement[]::new));
		for (int i = 0; i < 20; i++) {
			RuntimeException outer = new RuntimeException(huge, everywhere);
			outer.setStackTrace(everywhere.getStackTrace());
			everywhere = outer;
		}
		assertThat(travel(everywhere).stack()).hasSize(ThrownValue.MAX_FRAMES);
	}

	@Test
	void replacesLoneSurrogates() {
		assertThat(travel(new RuntimeException("a\uD800b")).message()).isEqualTo("a?b");
		assertThat(travel(new RuntimeException("x".repeat(ThrownValue.MAX_TEXT_LENGTH - 1) + "\uD83D\uDE00")).message())
			.endsWith("x?");
	}

	@Test
	void takesDownStackOverflow() {
		StackOverflowError error = null;
		try {
			List<Object> itself = new ArrayList<>();
			itself.add(itself);
			assertThat(itself.hashCode()).isZero();
		}
		catch (StackOverflowError ex) {
			error = ex;
		}
		ThrownValue value = travel(error);
		assertThat(value.stack()).hasSize(ThrownValue.MAX_FRAMES);
		assertThat(value.truncated()).isTrue();
	}

	@Test
	void holdsAPeerToTheCaps() {
		ThrownValue one = new ThrownValue(List.of("a"), null, List.of(), null, false);
		ThrownValue chain = one;
		for (int i = 1; i < ThrownValue.MAX_DEPTH; i++) {
			chain = new ThrownValue(List.of("a"), null, List.of(), chain, false);
		}
		ThrownValue longest = chain;
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ThrownValue(List.of("a"), null, List.of(), longest, false));
		assertThatIllegalArgumentException().isThrownBy(() -> new ThrownValue(List.of(), null, List.of(), null, false));
		assertThatIllegalArgumentException().isThrownBy(() -> new ThrownValue(List.of("a"),
				"x".repeat(ThrownValue.MAX_TEXT_LENGTH + 1), List.of(), null, false));
		ThrownValue.Frame frame = new ThrownValue.Frame("a", "b", null, 1);
		assertThatIllegalArgumentException().isThrownBy(() -> new ThrownValue(List.of("a"), null,
				Collections.nCopies(ThrownValue.MAX_FRAMES + 1, frame), null, false));
		assertThatExceptionOfType(ValueException.class)
			.isThrownBy(() -> ThrownValue.decode(new byte[] { (byte) 0x81, (byte) 0x81, (byte) 0xf6 }));
		assertThatExceptionOfType(ValueException.class)
			.isThrownBy(() -> ThrownValue.decode(new byte[] { (byte) 0x81, (byte) 0x81, (byte) 0xa0 }));
	}

	private ThrownValue travel(Throwable thrown) {
		return ThrownValue.decode(ThrownValue.of(thrown).encode());
	}

	private static int depth(ThrownValue value) {
		return (value != null) ? 1 + depth(value.cause()) : 0;
	}

	private static final class Hostile extends RuntimeException {

		private final Throwable failure;

		private Hostile(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public String getMessage() {
			return fail();
		}

		@Override
		public synchronized Throwable getCause() {
			fail();
			return null;
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			fail();
			return null;
		}

		@Override
		public String toString() {
			return fail();
		}

		private String fail() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
			return getMessage();
		}

	}

	private static final class Endless extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return new Endless();
		}

	}

	private static final class OwnCause extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return this;
		}

	}

}
