package com.portofcontext.pctx.sandbox.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever else is on a sandboxed method works around the sandbox, never inside.
 */
class SandboxedAdvisorOrderTests {

	@Test
	void whenTransactionalThenSandboxIsCalledWithinTheTransaction() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Everything.class, Service.class)) {
			Service service = context.getBean(Service.class);
			assertThat(service.transactional()).isEqualTo("in transaction: true");
			assertInnermost(service);
		}
	}

	@Test
	void whenAsyncThenSandboxIsCalledInOtherThread() throws Exception {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Everything.class, Service.class)) {
			assertThat(context.getBean(Service.class).async().get(10, TimeUnit.SECONDS))
				.startsWith("in thread SimpleAsyncTaskExecutor");
		}
	}

	@Test
	void whenCacheableThenSandboxIsCalledOnce() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Everything.class, Service.class)) {
			Service service = context.getBean(Service.class);
			assertThat(service.cached("a")).isSameAs(service.cached("a"));
		}
	}

	@Test
	void whenArgumentIsInvalidThenSandboxIsNotCalled() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Everything.class, Service.class)) {
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> context.getBean(Service.class).validated(" "));
			assertThat(context.getBean(Service.class).validated("a")).isNotNull();
		}
	}

	@Test
	void whenAllBehindInterfaceThenSandboxIsInnermost() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(Everything.class, All.class)) {
			Port port = context.getBean(Port.class);
			assertInnermost(port);
			assertThat(((Advised) port).getAdvisorCount()).isGreaterThan(4);
			assertThat(port.run("a").join()).startsWith("in thread SimpleAsyncTaskExecutor");
		}
	}

	private static void assertInnermost(Object bean) {
		Advised advised = BeanTargets.innermostProxy((Advised) bean);
		assertThat(advised.getAdvisors()[advised.getAdvisorCount() - 1]).isInstanceOf(SandboxedMethodAdvisor.class);
	}

	@Validated
	static class Service {

		@Sandboxed
		@Transactional
		public String transactional() {
			throw new AssertionError("Ran in the host");
		}

		@Sandboxed
		@Async
		public CompletableFuture<String> async() {
			throw new AssertionError("Ran in the host");
		}

		@Sandboxed
		@Cacheable("cache")
		public String cached(String key) {
			throw new AssertionError("Ran in the host");
		}

		@Sandboxed
		public String validated(@NotBlank String name) {
			throw new AssertionError("Ran in the host");
		}

	}

	interface Port {

		CompletableFuture<String> run(@NotBlank String name);

	}

	@Validated
	static class All implements Port {

		@Override
		@Sandboxed
		@Async
		@Transactional
		@Retryable
		@Cacheable("cache")
		public CompletableFuture<String> run(String name) {
			throw new AssertionError("Ran in the host");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	@EnableAsync
	@EnableCaching
	@EnableResilientMethods
	static class Everything {

		@Bean
		@Primary
		SandboxInvoker describingInvoker() {
			return (SandboxedMethod method, Object target,
					@Nullable Object[] arguments) -> switch (method.method().getName()) {
						case "transactional" ->
							"in transaction: " + TransactionSynchronizationManager.isActualTransactionActive();
						case "async", "run" ->
							CompletableFuture.completedFuture("in thread " + Thread.currentThread().getName());
						default -> new String(RecordingInvoker.RESULT);
					};
		}

		@Bean
		static MethodValidationPostProcessor methodValidationPostProcessor() {
			return new MethodValidationPostProcessor();
		}

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		PlatformTransactionManager transactionManager() {
			return new NothingToCommit();
		}

	}

	private static final class NothingToCommit extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
