package com.portofcontext.pctx.sandbox.aop;

import java.util.function.Supplier;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever calls a sandboxed method on its own object goes around the proxy.
 */
class SandboxedSelfCallTests {

	@ParameterizedTest
	@MethodSource
	void whenMethodIsCalledFromSameObjectThenApplicationDoesNotStart(Class<?> beanClass) {
		assertThat(SandboxContext.violations(beanClass)).singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("on the same object"));
	}

	static Stream<Class<?>> whenMethodIsCalledFromSameObjectThenApplicationDoesNotStart() {
		return Stream.of(SelfCall.class, SelfCallInLambda.class, SelfCallByReference.class);
	}

	@Test
	void whenSandboxedMethodCallsSandboxedMethodThenApplicationStarts() {
		SandboxContext.start(Recursive.class).close();
	}

	static class SelfCall {

		@Sandboxed
		public int run() {
			return 1;
		}

		public int other() {
			return run();
		}

	}

	static class SelfCallInLambda {

		@Sandboxed
		public int run() {
			return 1;
		}

		public Supplier<Integer> other() {
			return () -> run();
		}

	}

	static class SelfCallByReference {

		@Sandboxed
		public int run() {
			return 1;
		}

		public Supplier<Integer> other() {
			return this::run;
		}

	}

	static class Recursive {

		@Sandboxed
		public int run(int depth) {
			return (depth == 0) ? 0 : run(depth - 1);
		}

	}

}
