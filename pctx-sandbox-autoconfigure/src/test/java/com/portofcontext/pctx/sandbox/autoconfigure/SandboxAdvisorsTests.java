package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxCallEvent;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Other annotations on a sandboxed method work in the application, around a body that
 * runs elsewhere.
 */
@SandboxApplicationTest
class SandboxAdvisorsTests {

	@Autowired
	private Clerk clerk;

	@Autowired
	private CountingTransactionManager transactions;

	@Autowired
	private CallCounter calls;

	@Test
	void cachedResultOfTheSandboxIsNotComputedAgain() {
		String first = this.clerk.cached("a");
		assertThat(this.clerk.cached("a")).isEqualTo(first);
		assertThat(this.clerk.cached("b")).isNotEqualTo(first);
	}

	@Test
	void whenArgumentIsInvalidThenNothingIsCalled() {
		assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> this.clerk.validated(" "));
		assertThat(this.clerk.validated("x")).startsWith("x ").isNotEqualTo("x " + here());
	}

	@Test
	void transactionIsRolledBackWhenSandboxedCodeThrowsAndCommittedOtherwise() {
		int commits = this.transactions.commits.get();
		int rollbacks = this.transactions.rollbacks.get();
		assertThat(this.clerk.transactional(false)).isNotEqualTo(here());
		assertThat(this.transactions.commits).hasValue(commits + 1);
		assertThatExceptionOfType(SandboxExecutionException.class).isThrownBy(() -> this.clerk.transactional(true));
		assertThat(this.transactions.commits).hasValue(commits + 1);
		assertThat(this.transactions.rollbacks).hasValue(rollbacks + 1);
	}

	@Test
	void asynchronousCallEndsInItsFuture() {
		assertThat(this.clerk.async(false)).succeedsWithin(Duration.ofMinutes(2)).isNotEqualTo(here());
		assertThat(this.clerk.async(true)).failsWithin(Duration.ofMinutes(2))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SandboxExecutionException.class);
	}

	@Test
	void whenArgumentOfMethodWithAllIsInvalidThenNothingIsCalledOrCommitted() {
		int commits = this.transactions.commits.get();
		int calls = this.calls.count.get();
		assertThat(this.clerk.everything(" ")).failsWithin(Duration.ofMinutes(2))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(ConstraintViolationException.class);
		assertThat(this.transactions.commits).hasValue(commits);
		assertThat(this.calls.count).hasValue(calls);
	}

	@Test
	void whenMethodWithAllIsCalledTwiceThenItRanOnceCommittedByAnotherThread() {
		int commits = this.transactions.commits.get();
		int calls = this.calls.count.get();
		String first = this.clerk.everything("x").join();
		assertThat(first).startsWith("x ").isNotEqualTo("x " + here());
		assertThat(this.transactions.commits).hasValue(commits + 1);
		assertThat(this.transactions.committer).isNotNull().isNotSameAs(Thread.currentThread());
		assertThat(this.calls.count).hasValue(calls + 1);
		assertThat(this.clerk.everything("x").join()).isEqualTo(first);
		assertThat(this.calls.count).hasValue(calls + 1);
		assertThat(this.clerk.everything("y").join()).startsWith("y ");
		assertThat(this.calls.count).hasValue(calls + 2);
	}

	@Test
	void futureIsGivenBeforeItsCallEnds() {
		CompletableFuture<Long> future = this.clerk.never();
		assertThat(future).isNotDone();
		future.cancel(true);
		assertThat(future).isCancelled();
	}

	private static long here() {
		return ProcessHandle.current().pid();
	}

	@Validated
	static class Clerk {

		@Sandboxed
		@Cacheable("answers")
		public String cached(String key) {
			return ProcessHandle.current().pid() + "@" + System.nanoTime();
		}

		@Sandboxed
		public String validated(@NotBlank String text) {
			return text + " " + ProcessHandle.current().pid();
		}

		@Sandboxed
		@Transactional
		public long transactional(boolean fail) {
			return pidOrFailure(fail);
		}

		@Sandboxed
		@Async
		public CompletableFuture<Long> async(boolean fail) {
			return CompletableFuture.completedFuture(pidOrFailure(fail));
		}

		@Sandboxed
		@Async
		@Transactional
		@Cacheable("everything")
		public CompletableFuture<String> everything(@NotBlank String text) {
			return CompletableFuture.completedFuture(text + " " + pidOrFailure(false));
		}

		@Sandboxed
		public CompletableFuture<Long> never() {
			return new CompletableFuture<>();
		}

		private static long pidOrFailure(boolean fail) {
			if (fail) {
				throw new IllegalStateException("failed as asked");
			}
			return ProcessHandle.current().pid();
		}

	}

	static final class CallCounter {

		private final AtomicInteger count = new AtomicInteger();

		@EventListener
		void on(SandboxCallEvent event) {
			this.count.incrementAndGet();
		}

	}

	static final class CountingTransactionManager extends AbstractPlatformTransactionManager {

		private final transient AtomicInteger commits = new AtomicInteger();

		private final transient AtomicInteger rollbacks = new AtomicInteger();

		private transient volatile @Nullable Thread committer;

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.committer = Thread.currentThread();
			this.commits.incrementAndGet();
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			this.rollbacks.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableCaching
	@EnableTransactionManagement
	static class Application {

		@Bean
		Clerk clerk() {
			return new Clerk();
		}

		@Bean
		CallCounter callCounter() {
			return new CallCounter();
		}

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		CountingTransactionManager transactionManager() {
			return new CountingTransactionManager();
		}

	}

}
