package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanBytecode#selfCalls()}, by where in a class a call is.
 */
class SelfCallTests {

	@ParameterizedTest
	@ValueSource(classes = { Direct.class, InLambda.class, ByMethodReference.class, InAnonymousClass.class,
			InInnerClass.class, InLambdaOfInnerClass.class, InConstructor.class, InPrivateCallback.class })
	void findsCallOnThis(Class<?> type) {
		assertThat(SelfCalls.of(type)).extracting(SelfCall::callee)
			.containsOnly(type.getSimpleName() + ".summarize(String)");
	}

	@Test
	void namesCallerAsWritten() {
		assertThat(SelfCalls.of(Direct.class))
			.containsExactly(new SelfCall("Direct.nightly()", "Direct.summarize(String)"));
		assertThat(SelfCalls.of(InLambda.class)).extracting(SelfCall::caller).containsExactly("InLambda.nightly()");
		assertThat(SelfCalls.of(InAnonymousClass.class)).extracting(SelfCall::caller)
			.containsExactly("InAnonymousClass.nightly()");
		assertThat(SelfCalls.of(InConstructor.class)).extracting(SelfCall::caller).containsExactly("InConstructor()");
		assertThat(SelfCalls.of(InInnerClass.class)).extracting(SelfCall::caller)
			.containsExactly("InInnerClass.Inner.get()");
	}

	@Test
	void findsNothingWhenNothingIsSandboxed() {
		assertThat(BeanBytecode.of(Direct.class, List.of()).selfCalls()).isEmpty();
	}

	static class Direct {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return summarize("");
		}

	}

	static class InLambda {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Supplier<Supplier<String>> nightly() {
			return () -> () -> summarize("");
		}

	}

	static class ByMethodReference {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Stream<String> nightly(List<String> all) {
			return all.stream().map(this::summarize);
		}

	}

	static class InAnonymousClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Runnable nightly() {
			return new Runnable() {
				@Override
				public void run() {
					summarize("");
				}
			};
		}

	}

	static class InInnerClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public class Inner implements Supplier<String> {

			@Override
			public String get() {
				return InInnerClass.this.summarize("");
			}

		}

	}

	static class InLambdaOfInnerClass {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		class Inner {

			Supplier<String> nightly() {
				return () -> InLambdaOfInnerClass.this.summarize("");
			}

		}

	}

	static class InConstructor {

		@SuppressWarnings("this-escape")
		InConstructor() {
			summarize("");
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	static class InPrivateCallback {

		@Sandboxed
		public String summarize(String rows) {
			callback();
			return rows;
		}

		@Deprecated
		@Callback
		private void callback() {
			if (hashCode() == 0) {
				summarize("");
			}
		}

	}

	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@interface Callback {

	}

}
