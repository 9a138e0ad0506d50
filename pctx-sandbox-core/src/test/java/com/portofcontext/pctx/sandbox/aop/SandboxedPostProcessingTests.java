package com.portofcontext.pctx.sandbox.aop;

import com.portofcontext.pctx.sandbox.aop.Tasks.Task;
import com.portofcontext.pctx.sandbox.aop.Tasks.TaskImpl;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that calls could reach around the sandbox is refused: because of when it was
 * made, or what others did to its proxy.
 */
class SandboxedPostProcessingTests {

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
	void whenProxyIsRegisteredByHandThenItIsRefused() {
		assertThat(SandboxContext.violations(() -> SandboxContext.start((context) -> context.getBeanFactory()
			.registerSingleton("task", new ProxyFactory(new TaskImpl()).getProxy())))).singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("has the sandbox 0 times"));
	}

	@Test
	void whenLaterPostProcessorRepeatsSandboxThenApplicationDoesNotStart() {
		assertThat(SandboxContext
			.violations(() -> SandboxContext.start(AdvisedConfiguration.class, RepeatingConfiguration.class)))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("has the sandbox 2 times"));
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
	static class RepeatingConfiguration {

		@Bean
		static BeanPostProcessor repeating() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof Task && bean instanceof Advised advised) {
						advised.addAdvisor(advised.getAdvisors()[0]);
					}
					return bean;
				}

			};
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
