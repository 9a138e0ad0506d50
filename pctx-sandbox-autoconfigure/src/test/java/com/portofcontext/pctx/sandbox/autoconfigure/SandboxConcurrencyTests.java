package com.portofcontext.pctx.sandbox.autoconfigure;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many callers at once get each their own answer, from no more workers than allowed.
 */
@SandboxApplicationTest
@TestPropertySource(properties = { "pctx.sandbox.pool.max-workers=3", "pctx.sandbox.defaults.memory=128MB",
		"pctx.sandbox.defaults.timeout=20m" })
@ContextConfiguration(classes = SandboxConcurrencyTests.Application.class)
abstract class SandboxConcurrencyTests {

	private static final Logger logger = LoggerFactory.getLogger(SandboxConcurrencyTests.class);

	private static final int CALLS = 200;

	private static final int MAX_WORKERS = 3;

	@Autowired
	private Sums sums;

	@Autowired
	private SandboxOperations operations;

	@Test
	void whenManyCallAtOnceThenEachGetsItsOwnAnswer() throws Exception {
		AtomicInteger mostWorkers = new AtomicInteger();
		AtomicInteger mostWaiting = new AtomicInteger();
		CountDownLatch allHere = new CountDownLatch(CALLS);
		ExecutorService callers = Executors.newFixedThreadPool(CALLS);
		ScheduledExecutorService observer = Executors.newSingleThreadScheduledExecutor();
		long started = System.nanoTime();
		try {
			observer.scheduleWithFixedDelay(() -> {
				SandboxStatus status = this.operations.status();
				mostWorkers.accumulateAndGet(workers(status), Math::max);
				mostWaiting.accumulateAndGet(status.waitingCalls(), Math::max);
			}, 0, 20, TimeUnit.MILLISECONDS);
			List<Future<Answer>> answers = new ArrayList<>();
			for (int i = 0; i < CALLS; i++) {
				int number = i;
				answers.add(callers.submit(() -> {
					allHere.countDown();
					allHere.await(1, TimeUnit.MINUTES);
					return this.sums.square(number);
				}));
			}
			Set<Long> places = new HashSet<>();
			for (int i = 0; i < CALLS; i++) {
				Answer answer = answers.get(i).get(20, TimeUnit.MINUTES);
				assertThat(answer.square()).isEqualTo((long) i * i);
				assertThat(answer.callsSeen()).isOne();
				places.add(answer.place());
			}
			assertThat(places).hasSize(CALLS);
		}
		finally {
			callers.shutdownNow();
			observer.shutdownNow();
		}
		logger.info("{} calls at once with {} workers: {} ms, {} waited at most", CALLS, MAX_WORKERS,
				TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started), mostWaiting);
		assertThat(mostWorkers.get()).isBetween(2, MAX_WORKERS);
		assertThat(mostWaiting.get()).isGreaterThan(CALLS / 2);
		await().atMost(Duration.ofMinutes(1)).until(() -> workers(this.operations.status()) == 0);
	}

	private static int workers(SandboxStatus status) {
		return status.pools().stream().mapToInt((pool) -> pool.ready() + pool.starting() + pool.busy()).sum();
	}

	@TestPropertySource(properties = "pctx.sandbox.jail=bubblewrap")
	static class BubblewrapConcurrencyTests extends SandboxConcurrencyTests {

	}

	@TestPropertySource(properties = "pctx.sandbox.jail=firejail")
	static class FirejailConcurrencyTests extends SandboxConcurrencyTests {

	}

	/**
	 * One answer.
	 *
	 * @param square what was asked for
	 * @param callsSeen how many calls its process has had
	 * @param place something random of its process
	 */
	record Answer(long square, int callsSeen, long place) {

	}

	static class Sums {

		private static final long PLACE = new SecureRandom().nextLong();

		private static int calls;

		@Sandboxed
		public Answer square(int number) {
			return new Answer((long) number * number, ++calls, PLACE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Sums sums() {
			return new Sums();
		}

	}

}
