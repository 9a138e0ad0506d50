package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Code that does not end by itself.
 */
class TimeLimitTests {

	/** Long enough for a worker to start, on a slow machine too. */
	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final AgentFixture fixture;

	TimeLimitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "FIREJAIL, spin", "BUBBLEWRAP, spin", "FIREJAIL, deadlock", "BUBBLEWRAP, deadlock",
			"BUBBLEWRAP, ignoreInterrupts", "BUBBLEWRAP, throwMessageWithoutEnd" })
	void whenTimeIsUpThenWorkerIsKilled(JailKind jail, String method) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, method);
		long started = System.nanoTime();
		Outcome outcome = this.fixture.call(spec, TIMEOUT);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(TIMEOUT, TIMEOUT.plus(AgentFixture.BOUND));
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenHostIsGoneThenWorkerIsKilled(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "printAndSpin");
		try (var channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 1 << 20)).extracting((frame) -> frame.type())
				.isEqualTo(FrameType.OUTPUT);
			assertThat(this.fixture.leftovers().workers()).isNotEmpty();
		}
		await().atMost(AgentFixture.BOUND)
			.untilAsserted(() -> assertThat(this.fixture.leftovers().workers()).isEmpty());
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenHostGivesUpWaitingThenItsPlaceIsFree(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "answer");
		this.fixture.send(spec, AgentFixture.TIMEOUT).close();
		assertThat(this.fixture.call(spec).value()).isEqualTo(42);
	}

	/** A static initializer runs before there is a call whose time could be up. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenArgumentsAreNotTakenThenTimeIsUp(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Deaf.class, "take");
		byte[] noise = new byte[8 << 20];
		new Random(1).nextBytes(noise);
		long started = System.nanoTime();
		Outcome outcome = this.fixture.call(spec, TIMEOUT, noise);
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(TIMEOUT.plus(AgentFixture.BOUND));
	}

	static class Victim {

		int answer() {
			return 42;
		}

		void spin() {
			while (true) {
				Thread.onSpinWait();
			}
		}

		void printAndSpin() {
			System.out.println("here");
			spin();
		}

		void deadlock() throws InterruptedException {
			Object one = new Object();
			Object two = new Object();
			Thread other = new Thread(() -> lockBoth(two, one));
			other.start();
			lockBoth(one, two);
			other.join();
		}

		private static void lockBoth(Object first, Object second) {
			while (true) {
				synchronized (first) {
					LockSupport.parkNanos(50_000_000);
					synchronized (second) {
						LockSupport.parkNanos(1);
					}
				}
			}
		}

		void ignoreInterrupts() {
			Runtime.getRuntime().addShutdownHook(new Thread(this::spin));
			Thread.currentThread().interrupt();
			while (true) {
				LockSupport.park();
				Thread.interrupted();
			}
		}

		void throwMessageWithoutEnd() {
			throw new IllegalStateException() {

				@Override
				public String getMessage() {
					while (true) {
						Thread.onSpinWait();
					}
				}

			};
		}

	}

	/**
	 * Says that it is ready, and does nothing any more.
	 */
	static class Deaf {

		static {
			WorkerChannel.find().send(FrameType.READY, new byte[0]);
			sleepOn();
		}

		private static void sleepOn() {
			while (true) {
				LockSupport.park();
			}
		}

		int take(byte[] bytes) {
			return bytes.length;
		}

	}

}
