package com.portofcontext.pctx.sandbox.aop;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.other.PackagePrivateBase;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A class whose sandboxed methods could run in the host, or cannot run in the sandbox, is
 * refused.
 */
class SandboxedVerificationTests {

	static Stream<Arguments> refusedClasses() {
		return Stream.of(Arguments.of(PrivateMethod.class, "is private"), Arguments.of(StaticMethod.class, "is static"),
				Arguments.of(StaticMethodOfClass.class, "is static"), Arguments.of(FinalMethod.class, "is final"),
				Arguments.of(InheritedFinalMethod.class, "is final"), Arguments.of(FinalClass.class, "class is final"),
				Arguments.of(OfOtherPackage.class, "package-private in " + PackagePrivateBase.class.getName()),
				Arguments.of(Record.class, "is a record"), Arguments.of(Enumerated.class, "is an enum"),
				Arguments.of(SealedClass.class, "is sealed"), Arguments.of(Suspending.class, "suspending function"),
				Arguments.of(ReactiveResult.class, "result"), Arguments.of(StreamParameter.class, "parameter 0"));
	}

	@ParameterizedTest
	@MethodSource("refusedClasses")
	void whenClassCannotBeKeptThenApplicationDoesNotStart(Class<?> beanClass, String description) {
		assertRefused(beanClass, description);
	}

	@Test
	void whenSeveralAreWrongThenAllAreToldAtOnceBeforeAnythingIsCreated() {
		assertThat(SandboxContext.violations(NeverCreated.class, PrivateMethod.class, FinalMethod.class,
				SandboxedPolicyVerificationTests.BadCpus.class, TwoWrongs.class))
			.extracting(SandboxViolation::location)
			.containsExactly(PrivateMethod.class.getName() + ".run()", FinalMethod.class.getName() + ".run()",
					SandboxedPolicyVerificationTests.BadCpus.class.getName() + ".run()",
					TwoWrongs.class.getName() + ".run(List<String>, int)",
					TwoWrongs.class.getName() + ".run(List<String>, int)");
	}

	@Test
	void whenRefusedThenMessageSaysWhereWhatAndHow() {
		assertThatExceptionOfType(SandboxDefinitionException.class)
			.isThrownBy(() -> SandboxContext.start(FinalMethod.class))
			.withMessageContaining("FinalMethod.run() (bean 'FinalMethod'): The method is final")
			.withMessageContaining("Remove 'final'.");
	}

	static void assertRefused(Class<?> beanClass, String description) {
		assertThat(SandboxContext.violations(beanClass)).singleElement().satisfies((violation) -> {
			assertThat(violation.description()).contains(description);
			assertThat(violation.action()).isNotBlank();
			assertThat(violation.beanName()).isEqualTo(beanClass.getSimpleName());
			assertThat(violation.beanClass()).isEqualTo(beanClass);
		});
	}

	static <T> T inHost() {
		throw new AssertionError("Ran in the host");
	}

	static class PrivateMethod {

		@Sandboxed
		@SuppressWarnings("unused")
		private void run() {
		}

	}

	static class StaticMethod {

		@Sandboxed
		public static void run() {
		}

	}

	@Sandboxed
	static class StaticMethodOfClass {

		public static void run() {
		}

	}

	static class FinalMethod {

		@Sandboxed
		public final void run() {
		}

	}

	static class InheritedFinalMethod extends FinalMethod {

	}

	static final class FinalClass {

		@Sandboxed
		public void run() {
		}

	}

	static class OfOtherPackage extends PackagePrivateBase {

	}

	record Record() {

		@Sandboxed
		public void run() {
		}

	}

	abstract static sealed class SealedBase permits SealedClass, Other {

		@Sandboxed
		public void run() {
		}

	}

	static sealed class SealedClass extends SealedBase permits Nested {

	}

	static final class Other extends SealedBase {

	}

	static final class Nested extends SealedClass {

	}

	enum Enumerated {

		ONE;

		@Sandboxed
		public void run() {
		}

	}

	static class Suspending {

		@Sandboxed
		public Object run(Continuation<? super String> continuation) {
			return inHost();
		}

	}

	static class ReactiveResult {

		@Sandboxed
		public Flow.Publisher<String> run() {
			return inHost();
		}

	}

	static class StreamParameter {

		@Sandboxed
		public void run(Stream<String> names) {
		}

	}

	static class TwoWrongs {

		@Sandboxed(memory = "1MB", timeout = "0s")
		public void run(List<String> names, int count) {
		}

	}

	static class NeverCreated {

		NeverCreated() {
			throw new AssertionError("Created before the verification");
		}

	}

}
