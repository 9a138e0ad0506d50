package com.portofcontext.pctx.sandbox.classpath;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanBytecode#selfCalls()} between a class and its supertypes.
 */
class InheritedSelfCallTests {

	@Test
	void findsCallFromSuperclass() {
		assertThat(SelfCalls.of(InheritsCaller.class))
			.containsExactly(new SelfCall("Template.nightly()", "InheritsCaller.summarize(String)"));
	}

	@Test
	void findsSuperCall() throws Exception {
		assertThat(BeanBytecode
			.of(CallsSuper.class, List.of(SelfCallTests.Direct.class.getDeclaredMethod("summarize", String.class)))
			.selfCalls()).extracting(SelfCall::caller)
			.containsExactlyInAnyOrder("CallsSuper.nightly()", "CallsSuper.weekly()", "Direct.nightly()");
	}

	@Test
	void findsCallByBridge() {
		assertThat(SelfCalls.of(ByBridge.class)).extracting(SelfCall::caller)
			.containsExactly("Generic.nightly(Object)");
	}

	@Test
	void findsCallFromDefaultMethodOfInterface() {
		assertThat(SelfCalls.of(ByDefaultMethod.class)).extracting(SelfCall::caller).containsExactly("Job.nightly()");
	}

	@Test
	void findsCallFromDefaultMethodOfJdkInterface() {
		assertThat(SelfCalls.of(JdkFunction.class)).extracting(SelfCall::caller)
			.containsExactlyInAnyOrder("Function.andThen(Function)", "Function.compose(Function)");
	}

	static class CallsSuper extends SelfCallTests.Direct {

		@Override
		public String nightly() {
			return super.summarize("");
		}

		public Supplier<String> weekly() {
			Function<String, String> call = super::summarize;
			return () -> call.apply("");
		}

	}

	static class Template {

		public String summarize(String rows) {
			return rows;
		}

		public String nightly() {
			return summarize("");
		}

	}

	static class InheritsCaller extends Template {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return super.summarize(rows);
		}

	}

	interface Generic<T> {

		T summarize(T rows);

		default T nightly(T rows) {
			return summarize(rows);
		}

	}

	static class ByBridge implements Generic<String> {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	interface Job {

		String summarize(String rows);

		default String nightly() {
			return summarize("");
		}

	}

	static class ByDefaultMethod implements Job {

		@Override
		@Sandboxed
		public String summarize(String rows) {
			return rows;
		}

	}

	static class JdkFunction implements Function<String, String> {

		@Override
		@Sandboxed
		public String apply(String rows) {
			return rows;
		}

	}

}
