package com.portofcontext.pctx.sandbox.machine.lima;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the machine is reset or stopped: never beside a call.
 */
class LimaUpkeepTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<String> done = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();

	@AfterEach
	void endThreads() {
		this.mayEnd.complete(null);
		this.timer.shutdownNow();
		this.threads.shutdownNow();
	}

	@Test
	void whenThereWereEnoughCallsThenItIsResetOnceTheLastOfThemEnds() throws Exception {
		LimaUpkeep upkeep = upkeep(2, null, null);
		assertThat(upkeep.begin(LONG)).isTrue();
		assertThat(upkeep.begin(LONG)).isTrue();
		assertThat(upkeep.begin(LONG)).isTrue();
		upkeep.end();
		upkeep.end();
		// Kept out, because the third one still runs.
		Awaitility.await().until(() -> !tryCall(upkeep));
		assertThat(this.done).isEmpty();
		upkeep.end();
		Awaitility.await().until(() -> this.done.equals(List.of("reset")));
		assertThat(upkeep.begin(Duration.ofMillis(1))).isFalse();
		this.mayEnd.complete(null);
		assertThat(upkeep.begin(LONG)).isTrue();
	}

	@Test
	void whenThereWereTooFewCallsThenNothingIsDone() throws Exception {
		LimaUpkeep upkeep = upkeep(3, null, null);
		call(upkeep);
		call(upkeep);
		upkeep.fresh();
		call(upkeep);
		call(upkeep);
		this.threads.shutdown();
		assertThat(this.threads.isTerminated()).isTrue();
		assertThat(this.done).isEmpty();
	}

	@Test
	void whenItIsIdleAfterACallThenItIsReset() throws Exception {
		this.mayEnd.complete(null);
		LimaUpkeep upkeep = upkeep(0, Duration.ofMillis(300), null);
		call(upkeep);
		Awaitility.await().until(() -> this.done.contains("reset"));
	}

	@Test
	void whenItIsIdleForLongerThenItIsStopped() {
		this.mayEnd.complete(null);
		upkeep(0, Duration.ofMillis(300), Duration.ofMillis(600));
		Awaitility.await().until(() -> this.done.contains("stop"));
		// Without a call there is nothing to reset.
		assertThat(this.done).doesNotContain("reset");
	}

	private static boolean tryCall(LimaUpkeep upkeep) throws InterruptedException {
		boolean begun = upkeep.begin(Duration.ZERO);
		if (begun) {
			upkeep.end();
		}
		return begun;
	}

	private static void call(LimaUpkeep upkeep) throws InterruptedException {
		assertThat(upkeep.begin(LONG)).isTrue();
		upkeep.end();
	}

	private LimaUpkeep upkeep(int afterCalls, @Nullable Duration afterIdle, @Nullable Duration idleStop) {
		LimaSettings settings = new LimaSettings("pctx", Path.of("/nowhere"), "limactl", 1, DataSize.ofGigabytes(1),
				DataSize.ofGigabytes(4), null, null, LimaSettings.Provision.NETWORK,
				LimaSettings.Lifecycle.START_AND_STOP, LimaSettings.Start.EAGER, LONG,
				new LimaSettings.Reset(afterCalls, afterIdle), idleStop, false, Map.of());
		LimaUpkeep upkeep = new LimaUpkeep(settings, () -> act("reset"), () -> act("stop"), this.timer, this.threads);
		upkeep.open();
		return upkeep;
	}

	private void act(String what) {
		this.done.add(what);
		this.mayEnd.join();
	}

}
