package com.portofcontext.pctx.sandbox.classpath;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link BeanBytecode#selfCalls()} leaves out: calls of sandboxed methods
 * that are none, or that go to another object.
 */
class AcceptedCallTests {

	@ParameterizedTest
	@ValueSource(classes = { NoCall.class, Recursive.class, ByPrivateHelperOfSandboxed.class, ByLambdaOfSandboxed.class,
			ByAnonymousClassOfSandboxed.class, BySelfInjectedField.class, BySelfInjectedFieldInLambda.class,
			ByParameter.class, ByProvider.class, Overload.class, OtherBean.class })
	void acceptsCallOnOther(Class<?> type) {
		assertThat(SelfCalls.of(type)).isEmpty();
	}

	static class NoCall {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return toString();
		}

	}

	static class Recursive {

		@Sandboxed
		public String summarize(String rows) {
			return rows.isEmpty() ? rows : summarize(rows.substring(1));
		}

	}

	static class ByPrivateHelperOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return rows.isEmpty() ? rows : help(rows);
		}

		private String help(String rows) {
			return summarize(rows.substring(1));
		}

	}

	static class ByLambdaOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return Stream.of(rows).map((row) -> summarize(row.substring(1))).findFirst().orElse("");
		}

	}

	static class ByAnonymousClassOfSandboxed {

		@Sandboxed
		public String summarize(String rows) {
			return new Object() {
				String again() {
					return summarize("");
				}
			}.again();
		}

	}

	static class BySelfInjectedField {

		private final BySelfInjectedField self;

		BySelfInjectedField(BySelfInjectedField self) {
			this.self = self;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return this.self.summarize("");
		}

	}

	static class BySelfInjectedFieldInLambda {

		private final BySelfInjectedFieldInLambda self;

		BySelfInjectedFieldInLambda(BySelfInjectedFieldInLambda self) {
			this.self = self;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public Runnable nightly() {
			Supplier<Function<String, String>> call = () -> this.self::summarize;
			return () -> call.get().apply(this.self.summarize(""));
		}

	}

	static class ByParameter {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly(ByParameter proxy) {
			return proxy.summarize("");
		}

	}

	static class ByProvider {

		private final Function<Class<?>, Object> beans;

		ByProvider(Function<Class<?>, Object> beans) {
			this.beans = beans;
		}

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return ((ByProvider) this.beans.apply(getClass())).summarize("");
		}

	}

	static class Overload {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String summarize(String rows, int limit) {
			return rows.substring(limit);
		}

		public String nightly() {
			return summarize("", 0);
		}

	}

	static class OtherBean {

		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return new NoCall().summarize("");
		}

	}

}
