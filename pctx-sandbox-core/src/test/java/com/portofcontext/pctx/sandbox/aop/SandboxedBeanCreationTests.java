package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a bean is made, calls of it go to the sandbox.
 */
class SandboxedBeanCreationTests {

	@ParameterizedTest
	@ValueSource(classes = { FactoryMethodConfiguration.class, InterfaceFactoryMethodConfiguration.class,
			PrototypeConfiguration.class, LazyConfiguration.class, ScopedConfiguration.class,
			FactoryBeanConfiguration.class, JdkProxyConfiguration.class, ProxyFactoryBeanConfiguration.class,
			NestedProxyConfiguration.class })
	void whenBeanIsMadeInAnyWayThenCallGoesToSandbox(Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(configuration)) {
			Task task = (Task) context.getBean("task");
			assertThat(task.run("x")).isEqualTo(RecordingInvoker.RESULT);
			assertThat(SandboxContext.calls(context)).singleElement().satisfies((call) -> {
				assertThat(call.target()).isExactlyInstanceOf(TaskImpl.class);
				assertThat(call.arguments()).isEqualTo(List.of("x"));
			});
			assertThat(context.getBean(SandboxedMethods.class).ofBean("task")).hasSize(1);
		}
	}

	@Test
	void whenPrototypesThenEachIsItsOwnTarget() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(PrototypeConfiguration.class)) {
			Task first = (Task) context.getBean("task");
			Task second = (Task) context.getBean("task");
			first.run("1");
			second.run("2");
			assertThat(SandboxContext.calls(context)).extracting(RecordingInvoker.Call::target)
				.doesNotHaveDuplicates()
				.hasSize(2);
			assertThat(first.getClass()).isSameAs(second.getClass());
		}
	}

	@Test
	void whenBeansReferToEachOtherThenEarlyReferenceIsTheProxy() {
		try (AnnotationConfigApplicationContext context = SandboxContext
			.start((it) -> it.setAllowCircularReferences(true), Left.class, Right.class)) {
			assertThat(context.getBean(Right.class).left.run()).isEqualTo(RecordingInvoker.RESULT);
			assertThat(context.getBean(Right.class).left).isSameAs(context.getBean(Left.class));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenPostProcessorKeepsTheBeanThenItsCallsGoToSandbox(boolean circular) {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(
				(it) -> it.setAllowCircularReferences(true), circular ? Left.class : Alone.class, Right.class,
				Keeper.class, MergingKeeper.class)) {
			assertThat(context.getBean("Keeper", Keeper.class).kept).hasSize(1)
				.allSatisfy((kept) -> assertThat(kept.run()).isEqualTo(RecordingInvoker.RESULT));
			assertThat(context.getBean(MergingKeeper.class).kept).hasSize(1)
				.allSatisfy((kept) -> assertThat(kept.run()).isEqualTo(RecordingInvoker.RESULT));
		}
	}

	static <T> T inHost() {
		throw new AssertionError("Ran in the host");
	}

	interface Kept {

		Object run();

	}

	static class Alone implements Kept {

		@Override
		@Sandboxed
		public Object run() {
			return inHost();
		}

	}

	static class Left implements Kept {

		@Autowired
		Right right;

		@Override
		@Sandboxed
		public Object run() {
			return inHost();
		}

	}

	static class Right {

		@Autowired(required = false)
		Left left;

	}

	/**
	 * Keeps beans to call them later, as Spring's post-processors for message listeners
	 * do.
	 */
	static class Keeper implements BeanPostProcessor, Ordered {

		final List<Kept> kept = new ArrayList<>();

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof Kept keep) {
				this.kept.add(keep);
			}
			return bean;
		}

	}

	/**
	 * Is asked after all others, as Spring's post-processor for schedules is.
	 */
	static class MergingKeeper extends Keeper implements MergedBeanDefinitionPostProcessor {

		@Override
		public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		}

	}

	interface Task {

		Object run(String name);

	}

	static class TaskImpl implements Task {

		@Override
		@Sandboxed
		public Object run(String name) {
			return inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryMethodConfiguration {

		@Bean
		TaskImpl task() {
			return new TaskImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceFactoryMethodConfiguration {

		@Bean
		Task task() {
			return new TaskImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeConfiguration {

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		TaskImpl task() {
			return new TaskImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		TaskImpl task() {
			return new TaskImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		TaskImpl task() {
			return new TaskImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryBeanConfiguration {

		@Bean
		FactoryBean<Task> task() {
			return new FactoryBean<>() {

				@Override
				public Task getObject() {
					return new TaskImpl();
				}

				@Override
				public Class<?> getObjectType() {
					return Task.class;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxyConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory();
			proxyFactory.setInterfaces(Task.class);
			proxyFactory.setTarget(new TaskImpl());
			Task task = (Task) proxyFactory.getProxy();
			assertThat(Proxy.isProxyClass(task.getClass())).isTrue();
			return task;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyFactoryBeanConfiguration {

		@Bean
		ProxyFactoryBean task() {
			ProxyFactoryBean factory = new ProxyFactoryBean();
			factory.setTarget(new TaskImpl());
			factory.setProxyTargetClass(true);
			factory.addAdvice(new SimpleTraceInterceptor());
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedProxyConfiguration {

		@Bean
		Task task() {
			ProxyFactory inner = new ProxyFactory(new TaskImpl());
			ProxyFactory outer = new ProxyFactory(inner.getProxy());
			return (Task) outer.getProxy();
		}

	}

}
