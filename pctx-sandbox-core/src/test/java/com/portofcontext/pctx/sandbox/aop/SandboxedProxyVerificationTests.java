package com.portofcontext.pctx.sandbox.aop;

import java.security.ProtectionDomain;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.Tasks.FinalTask;
import com.portofcontext.pctx.sandbox.aop.Tasks.Task;
import com.portofcontext.pctx.sandbox.aop.Tasks.TaskImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.SmartClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that calls could reach around the sandbox is refused because of how it was made,
 * before it is initialized, also if its type is not known earlier.
 */
class SandboxedProxyVerificationTests {

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
				Arguments.of(FrozenConfiguration.class, "proxy is frozen"),
				Arguments.of(OtherBeansSandboxConfiguration.class, "does not intercept the method"),
				Arguments.of(OtherClassLoaderConfiguration.class, "does not intercept the method"),
				Arguments.of(OuterOtherClassLoaderConfiguration.class, "does not intercept the method"));
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
			return () -> Tasks.inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoBodyConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory();
			proxyFactory.setInterfaces(Task.class);
			proxyFactory.addAdvice((org.aopalliance.intercept.MethodInterceptor) (invocation) -> Tasks.inHost());
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxyConfiguration {

		@Bean
		Task task() {
			return (Task) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { Task.class }, (proxy, method, arguments) -> Tasks.inHost());
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

	static class Report {

		@Sandboxed
		public Object print() {
			return Tasks.inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBeansSandboxConfiguration {

		@Bean
		Report report() {
			return new Report();
		}

		@Bean
		Task task(Report report) {
			ProxyFactory proxyFactory = new ProxyFactory(new TaskImpl());
			proxyFactory.addAdvisors(((Advised) report).getAdvisors());
			return (Task) proxyFactory.getProxy();
		}

	}

	public static class PackagePrivateTask implements Task {

		@Override
		public Object run() {
			return Tasks.inHost();
		}

		@Sandboxed
		Object hidden() {
			return Tasks.inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherClassLoaderConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory(new PackagePrivateTask());
			proxyFactory.setProxyTargetClass(true);
			return (Task) proxyFactory.getProxy(new DefiningClassLoader());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OuterOtherClassLoaderConfiguration {

		@Bean
		Task task() {
			ProxyFactory inner = new ProxyFactory(new PackagePrivateTask());
			inner.setProxyTargetClass(true);
			ProxyFactory outer = new ProxyFactory(inner.getProxy());
			outer.setProxyTargetClass(true);
			return (Task) outer.getProxy(new DefiningClassLoader());
		}

	}

	/**
	 * Defines proxy classes in itself, so in a package of its own as far as the JVM goes.
	 */
	public static class DefiningClassLoader extends ClassLoader implements SmartClassLoader {

		DefiningClassLoader() {
			super(PackagePrivateTask.class.getClassLoader());
		}

		@Override
		public Class<?> publicDefineClass(String name, byte[] bytes, @Nullable ProtectionDomain protectionDomain) {
			return defineClass(name, bytes, 0, bytes.length, protectionDomain);
		}

	}

}
