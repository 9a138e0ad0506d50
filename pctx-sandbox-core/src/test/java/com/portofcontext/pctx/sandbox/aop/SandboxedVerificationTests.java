package com.portofcontext.pctx.sandbox.aop;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.other.PackagePrivateBase;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever could run in the host is refused.
 */
class SandboxedVerificationTests {

	static Stream<Arguments> refusedClasses() {
		return Stream.of(Arguments.of(PrivateMethod.class, "is private"), Arguments.of(StaticMethod.class, "is static"),
				Arguments.of(StaticMethodOfClass.class, "is static"), Arguments.of(FinalMethod.class, "is final"),
				Arguments.of(InheritedFinalMethod.class, "is final"), Arguments.of(FinalClass.class, "class is final"),
				Arguments.of(OfOtherPackage.class, "package-private in " + PackagePrivateBase.class.getName()),
				Arguments.of(Record.class, "is a record"), Arguments.of(SealedClass.class, "is sealed"),
				Arguments.of(Initialized.class, "The container calls the method"),
				Arguments.of(Closed.class, "The container calls the method"),
				Arguments.of(Constructed.class, "The container calls the method"),
				Arguments.of(ReactiveResult.class, "result"), Arguments.of(StreamParameter.class, "parameter 0"),
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

	@ParameterizedTest
	@MethodSource
	void whenBeanIsKnownOnlyLaterThenItIsRefusedBeforeItIsInitialized(Class<?> configuration, String description) {
		assertThat(SandboxContext.violations(() -> {
			try (AnnotationConfigApplicationContext context = SandboxContext.start(configuration)) {
				context.getBean("task", Task.class).run();
			}
		})).first().satisfies((violation) -> assertThat(violation.description()).contains(description));
	}

	static Stream<Arguments> whenBeanIsKnownOnlyLaterThenItIsRefusedBeforeItIsInitialized() {
		return Stream.of(Arguments.of(HiddenTypeConfiguration.class, "class is final"),
				Arguments.of(LazyHiddenTypeConfiguration.class, "class is final"),
				Arguments.of(PrototypeHiddenTypeConfiguration.class, "class is final"),
				Arguments.of(LambdaConfiguration.class, "class is a lambda"),
				Arguments.of(NoBodyConfiguration.class, "has no body"),
				Arguments.of(JdkProxyConfiguration.class, "has no body"),
				Arguments.of(OpaqueConfiguration.class, "proxy is opaque"),
				Arguments.of(SwappableConfiguration.class, "target of its proxy changes"),
				Arguments.of(FrozenConfiguration.class, "proxy is frozen"));
	}

	@Test
	void whenSingletonIsRegisteredByHandThenItIsRefused() {
		assertThat(SandboxContext.violations(() -> SandboxContext
			.start((context) -> context.getBeanFactory().registerSingleton("task", new TaskImpl())))).singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("not proxied"));
	}

	@Test
	void whenSingletonIsCreatedTooEarlyThenItIsRefused() {
		assertThat(SandboxContext.violations(() -> SandboxContext
			.start((context) -> context.addBeanFactoryPostProcessor(new TooEarly()), TaskImpl.class))).singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("not proxied"));
	}

	@Test
	void whenOtherPostProcessorNeedsTheBeanThenItIsProxiedAllTheSame() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(TaskImpl.class, Needy.class)) {
			assertThat(context.getBean(Needy.class).task.run()).isEqualTo(RecordingInvoker.RESULT);
		}
	}

	@Test
	void whenLaterPostProcessorPutsAdvisorInsideThenApplicationDoesNotStart() {
		assertThat(SandboxContext
			.violations(() -> SandboxContext.start(AdvisedConfiguration.class, InsideConfiguration.class)))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("inside the sandbox"));
	}

	@Test
	void whenAdvisorIsPutInsideAfterStartThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(AdvisedConfiguration.class)) {
			Task task = context.getBean("task", Task.class);
			assertThat(task.run()).isEqualTo(RecordingInvoker.RESULT);
			((Advised) task).addAdvice(new SimpleTraceInterceptor());
			assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(task::run)
				.withMessageContaining("must be the innermost advice");
		}
	}

	@Test
	void whenProxyIsOursThenNobodyCanPutAnAdvisorInside() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(TaskImpl.class,
				InsideConfiguration.class)) {
			Advised proxy = (Advised) context.getBean(Task.class);
			assertThat(proxy.isFrozen()).isTrue();
			assertThat(context.getBean(Task.class).run()).isEqualTo(RecordingInvoker.RESULT);
		}
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

	interface Task {

		@Sandboxed
		Object run();

	}

	static class TaskImpl implements Task {

		@Override
		public Object run() {
			return inHost();
		}

	}

	static final class FinalTask implements Task, InitializingBean {

		@Override
		public Object run() {
			return inHost();
		}

		@Override
		public void afterPropertiesSet() {
			throw new AssertionError("Initialized before it was refused");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenTypeConfiguration {

		@Bean
		Task task() {
			return new FinalTask();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyHiddenTypeConfiguration {

		@Bean
		@Lazy
		Task task() {
			return new FinalTask();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeHiddenTypeConfiguration {

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		Task task() {
			return new FinalTask();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaConfiguration {

		@Bean
		Task task() {
			return () -> inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoBodyConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory();
			proxyFactory.setInterfaces(Task.class);
			proxyFactory.addAdvice((org.aopalliance.intercept.MethodInterceptor) (invocation) -> inHost());
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxyConfiguration {

		@Bean
		Task task() {
			return (Task) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { Task.class }, (proxy, method, arguments) -> inHost());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpaqueConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory(new TaskImpl());
			proxyFactory.setOpaque(true);
			proxyFactory.setProxyTargetClass(true);
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SwappableConfiguration {

		@Bean
		Task task() {
			return (Task) ProxyFactory.getProxy(new HotSwappableTargetSource(new TaskImpl()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FrozenConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory(new TaskImpl());
			proxyFactory.setFrozen(true);
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdvisedConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory(new TaskImpl());
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InsideConfiguration {

		@Bean
		static BeanPostProcessor inside() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof Advised advised && !advised.isFrozen()) {
						advised.addAdvice(new SimpleTraceInterceptor());
					}
					return bean;
				}

			};
		}

	}

	static class TooEarly implements BeanFactoryPostProcessor {

		@Override
		public void postProcessBeanFactory(
				org.springframework.beans.factory.config.ConfigurableListableBeanFactory beanFactory) {
			beanFactory.getBean(TaskImpl.class);
		}

	}

	static class Needy implements BeanPostProcessor {

		private final Task task;

		Needy(Task task) {
			this.task = task;
		}

	}

}
