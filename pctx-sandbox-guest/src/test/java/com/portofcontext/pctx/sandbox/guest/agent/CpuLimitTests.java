package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Code that takes more CPU time than it may.
 */
class CpuLimitTests {

	private static final Limits LIMITS = new Limits(256L << 20, 0.5, 64, 8L << 20, 1 << 20, 64 * 1024);

	/** Far above the limit, and far below what four threads use without one. */
	private static final double BOUND = 0.9;

	/** Periods in which they wanted more than they got. */
	private static final long THROTTLED = 10;

	/** Of wall time: long enough to even out the periods of a quota. */
	private static final Duration MEASURED = Duration.ofSeconds(2);

	private final AgentFixture fixture;

	CpuLimitTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	/**
	 * What else the machine has to do can only make their share smaller, and it could be
	 * small without a limit: that the kernel holds them back shows that there is one.
	 */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenThreadsOutnumberCpusThenTheyShareTheirTime(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Victim.class, "spin", LIMITS);
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT)) {
			assertThat(channel.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
			// The clock is read first and last: what is slow makes the share smaller.
			long started = System.nanoTime();
			long before = used();
			await().atMost(AgentFixture.BOUND).until(() -> System.nanoTime() - started >= MEASURED.toNanos());
			long used = used() - before;
			assertThat((double) used / (System.nanoTime() - started)).isBetween(0.01, BOUND);
			await().atMost(AgentFixture.BOUND)
				.untilAsserted(() -> assertThat(read("cpu.stat", "nr_throttled ")).isGreaterThan(THROTTLED));
		}
	}

	/** What the kernel has counted for the worker, in nanoseconds. */
	private long used() throws IOException {
		return Math.max(read("cpuacct.usage", ""), TimeUnit.MICROSECONDS.toNanos(read("cpu.stat", "usage_usec ")));
	}

	/** The greatest value of a line in files of the groups. */
	private long read(String file, String key) throws IOException {
		long greatest = 0;
		for (Path group : this.fixture.leftovers().cgroups()) {
			if (Files.exists(group.resolve(file))) {
				for (String line : Files.readAllLines(group.resolve(file))) {
					greatest = line.startsWith(key) ? Math.max(greatest, Long.parseLong(line.substring(key.length())))
							: greatest;
				}
			}
		}
		return greatest;
	}

	static class Victim {

		void spin() {
			for (int i = 0; i < 3; i++) {
				Thread thread = new Thread(Victim::work);
				thread.setDaemon(true);
				thread.start();
			}
			System.out.println("here");
			work();
		}

		private static void work() {
			while (true) {
				Thread.onSpinWait();
			}
		}

	}

}
