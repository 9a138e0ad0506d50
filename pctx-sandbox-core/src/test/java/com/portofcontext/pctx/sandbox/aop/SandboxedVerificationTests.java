package com.portofcontext.pctx.sandbox.aop;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.other.PackagePrivateBase;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

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
				Arguments.of(SealedClass.class, "is sealed"),
				Arguments.of(Initialized.class, "The container calls the method"),
				Arguments.of(Closed.class, "The container calls the method"),
				Arguments.of(Constructed.class, "The container calls the method"),
				Arguments.of(Destroyed.class, "The container calls the method"),
				Arguments.of(Named.class, "The container calls the method"),
				Arguments.of(AutowiredMethod.class, "The container calls the method"),
				Arguments.of(InjectedMethod.class, "The container calls the method"),
				Arguments.of(ValueMethod.class, "The container calls the method"),
				Arguments.of(ResourceMethod.class, "The container calls the method"),
				Arguments.of(PreDestroyed.class, "The container calls the method"),
				Arguments.of(Suspending.class, "suspending function"), Arguments.of(ReactiveResult.class, "result"),
				Arguments.of(StreamParameter.class, "parameter 0"),
				Arguments.of(UnknownProfile.class, "'profile' names 'nope'"),
				Arguments.of(BadMemory.class, "'memory' is 'lots'"),
				Arguments.of(LittleMemory.class, "'memory' is '32MB'"), Arguments.of(BadCpus.class, "'cpus' is '0'"),
				Arguments.of(BadTimeout.class, "'timeout' is '-1s'"),
				Arguments.of(MissingPlaceholder.class, "'memory' is '${no.such.key}'"),
				Arguments.of(Network.class, "'allowNetwork' is [example.com:443], which is not supported"),
				Arguments.of(NetworkOfProfile.class, "allows network to [api.example.com:443], which is not supported"),
				Arguments.of(Dependencies.class, "'dependencies' is [a:b:1], which is not supported"));
	}

	@ParameterizedTest
	@MethodSource("refusedClasses")
	void whenClassCannotBeKeptThenApplicationDoesNotStart(Class<?> beanClass, String description) {
		assertThat(SandboxContext.violations(beanClass)).singleElement().satisfies((violation) -> {
			assertThat(violation.description()).contains(description);
			assertThat(violation.action()).isNotBlank();
			assertThat(violation.beanName()).isEqualTo(beanClass.getSimpleName());
			assertThat(violation.beanClass()).isEqualTo(beanClass);
		});
	}

	@ParameterizedTest
	@MethodSource
	void whenDefinitionNamesSandboxedMethodThenApplicationDoesNotStart(BeanDefinitionCustomizer customizer,
			String method) {
		assertThat(SandboxContext.violations(
				() -> SandboxContext.start((context) -> context.registerBean("managed", Managed.class, customizer))))
			.singleElement()
			.satisfies((violation) -> {
				assertThat(violation.method()).isEqualTo(method);
				assertThat(violation.description()).contains("The container calls the method");
			});
	}

	static Stream<Arguments> whenDefinitionNamesSandboxedMethodThenApplicationDoesNotStart() {
		return Stream.of(
				row((definition) -> definition.getPropertyValues().addPropertyValue("name", "any"), "setName(String)"),
				row((definition) -> definition.setInitMethodName("run"), "run()"),
				row((definition) -> definition.setDestroyMethodName("run"), "run()"),
				row((definition) -> definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD),
						"shutdown()"));
	}

	private static Arguments row(BeanDefinitionCustomizer customizer, String method) {
		return Arguments.of(customizer, method);
	}

	@Test
	void whenSeveralAreWrongThenAllAreToldAtOnceBeforeAnythingIsCreated() {
		assertThat(SandboxContext.violations(NeverCreated.class, PrivateMethod.class, FinalMethod.class, BadCpus.class,
				TwoWrongs.class))
			.extracting(SandboxViolation::location)
			.containsExactly(PrivateMethod.class.getName() + ".run()", FinalMethod.class.getName() + ".run()",
					BadCpus.class.getName() + ".run()", TwoWrongs.class.getName() + ".run(List<String>, int)",
					TwoWrongs.class.getName() + ".run(List<String>, int)");
	}

	@Test
	void whenRefusedThenMessageSaysWhereWhatAndHow() {
		assertThatExceptionOfType(SandboxDefinitionException.class)
			.isThrownBy(() -> SandboxContext.start(FinalMethod.class))
			.withMessageContaining("FinalMethod.run() (bean 'FinalMethod'): The method is final")
			.withMessageContaining("Remove 'final'.");
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

	@Sandboxed
	static class Initialized implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			inHost();
		}

	}

	@Sandboxed
	static class Closed implements AutoCloseable {

		@Override
		public void close() {
			inHost();
		}

	}

	@Sandboxed
	static class Constructed {

		@PostConstruct
		public void start() {
			inHost();
		}

	}

	enum Enumerated {

		ONE;

		@Sandboxed
		public void run() {
		}

	}

	@Sandboxed
	static class Destroyed implements DisposableBean {

		@Override
		public void destroy() {
			inHost();
		}

	}

	@Sandboxed
	static class Named implements BeanNameAware {

		@Override
		public void setBeanName(String name) {
			inHost();
		}

	}

	static class AutowiredMethod {

		@Sandboxed
		@Autowired
		public void wire(String name) {
		}

	}

	static class InjectedMethod {

		@Sandboxed
		@Inject
		public void wire(String name) {
		}

	}

	static class ValueMethod {

		@Sandboxed
		@Value("name")
		public void wire(String name) {
		}

	}

	static class ResourceMethod {

		@Sandboxed
		@Resource
		public void setName(String name) {
		}

	}

	static class PreDestroyed {

		@Sandboxed
		@PreDestroy
		public void stop() {
		}

	}

	static class Managed {

		@Sandboxed
		public void setName(String name) {
		}

		@Sandboxed
		public void run() {
		}

		@Sandboxed
		public void shutdown() {
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

	static class UnknownProfile {

		@Sandboxed(profile = "nope")
		public void run() {
		}

	}

	static class BadMemory {

		@Sandboxed(memory = "lots")
		public void run() {
		}

	}

	static class LittleMemory {

		@Sandboxed(memory = "32MB")
		public void run() {
		}

	}

	static class BadCpus {

		@Sandboxed(cpus = "0")
		public void run() {
		}

	}

	static class BadTimeout {

		@Sandboxed(timeout = "-1s")
		public void run() {
		}

	}

	static class MissingPlaceholder {

		@Sandboxed(memory = "${no.such.key}")
		public void run() {
		}

	}

	static class Network {

		@Sandboxed(allowNetwork = "example.com:443")
		public void run() {
		}

	}

	static class NetworkOfProfile {

		@Sandboxed(profile = "online")
		public void run() {
		}

	}

	static class Dependencies {

		@Sandboxed(dependencies = "a:b:1")
		public void run() {
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
