package com.portofcontext.pctx.sandbox.aop;

import java.util.concurrent.Callable;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.aop.SandboxedPostProcessingTests.AdvisedConfiguration;
import com.portofcontext.pctx.sandbox.aop.SandboxedPostProcessingTests.InsideConfiguration;
import com.portofcontext.pctx.sandbox.aop.Tasks.FinalTask;
import com.portofcontext.pctx.sandbox.aop.Tasks.Task;
import com.portofcontext.pctx.sandbox.aop.Tasks.TaskImpl;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.aop.target.EmptyTargetSource;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A call is refused where its proxy is not, or no longer, what was verified.
 */
class SandboxedProxyCallTests {

	@Test
	void whenProxyHasNoTargetThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(NoTargetConfiguration.class)) {
			assertThatExceptionOfType(SandboxDefinitionException.class)
				.isThrownBy(context.getBean("task", Task.class)::run)
				.withMessageContainingAll("run()", "'task'", "its proxy has no target.", "Let Spring create");
			assertThat(SandboxContext.calls(context)).isEmpty();
		}
	}

	@Test
	void whenTargetIsReplacedByOtherClassThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(AdvisedConfiguration.class)) {
			Task task = context.getBean("task", Task.class);
			((Advised) task).setTargetSource(new SingletonTargetSource(new FinalTask()));
			assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(task::run)
				.withMessageContainingAll("foreign target " + FinalTask.class.getName(), "Leave its proxy the target");
			assertThat(SandboxContext.calls(context)).isEmpty();
		}
	}

	@Test
	void whenAdviceIsPutAroundOtherMethodThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(AdvisedConfiguration.class)) {
			Advised task = (Advised) context.getBean("task");
			Callable<Object> target = Tasks::inHost;
			ProxyFactory proxyFactory = new ProxyFactory(target);
			proxyFactory.addAdvice(task.getAdvisors()[0].getAdvice());
			Callable<?> other = (Callable<?>) proxyFactory.getProxy();
			assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(other::call)
				.withMessageContainingAll("Callable.call()", "'task'", "not known as sandboxed", "Annotate the method");
			assertThat(SandboxContext.calls(context)).isEmpty();
		}
	}

	@Test
	void whenOpaqueProxySharesAdvisorsThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(SharedConfiguration.class)) {
			assertThat(context.getBean("task", Task.class).run()).isEqualTo(RecordingInvoker.RESULT);
			ProxyFactory shared = context.getBean(SharedConfiguration.class).proxyFactory;
			shared.setOpaque(true);
			Task opaque = (Task) shared.getProxy();
			assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(opaque::run)
				.withMessageContainingAll("its proxy is opaque", "'opaque=false'");
			assertThat(SandboxContext.calls(context)).hasSize(1);
		}
	}

	@Test
	void whenAdvisorIsPutInsideAfterStartThenCallIsRefused() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(AdvisedConfiguration.class)) {
			Task task = context.getBean("task", Task.class);
			assertThat(task.run()).isEqualTo(RecordingInvoker.RESULT);
			((Advised) task).addAdvice(new SimpleTraceInterceptor());
			assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(task::run)
				.withMessageContainingAll("must be the innermost advice", "SimpleTraceInterceptor",
						"around the sandbox");
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

	@Configuration(proxyBeanMethods = false)
	static class NoTargetConfiguration {

		@Bean
		Task task() {
			ProxyFactory proxyFactory = new ProxyFactory(Task.class, EmptyTargetSource.forClass(TaskImpl.class));
			return (Task) proxyFactory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SharedConfiguration {

		private final ProxyFactory proxyFactory = new ProxyFactory(new TaskImpl());

		@Bean
		Task task() {
			return (Task) this.proxyFactory.getProxy();
		}

	}

}
