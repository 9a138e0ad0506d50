package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.time.Duration;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Limits;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What calls get of a pool that cannot give all of them a worker at once.
 */
class WorkerPoolTests {

	private final AgentFixture fixture;

	WorkerPoolTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenCallNeedsTheRoomOfSeveralWarmWorkersThenItGetsIt() throws Exception {
		Agent agent = this.fixture.start(JailKind.BUBBLEWRAP,
				new PoolSettings(1, 4, 640L << 20, Duration.ofMinutes(5), true, AgentFixture.TIMEOUT, 0));
		this.fixture.define(Victim.class, "first", memory(256));
		this.fixture.define(Victim.class, "second", memory(256));
		await().atMost(AgentFixture.BOUND)
			.untilAsserted(
					() -> assertThat(agent.status().pools()).extracting(AgentStatus.Pool::ready).containsExactly(1, 1));
		WorkerSpec large = this.fixture.define(Victim.class, "third", memory(512));
		assertThat(this.fixture.call(large, AgentFixture.BOUND).value()).isEqualTo(3);
	}

	@Test
	void whenNoWorkerIsFreeInTimeThenTheTimeOutOfTheCallIsTold() throws Exception {
		this.fixture.start(JailKind.BUBBLEWRAP);
		WorkerSpec hold = this.fixture.define(Prober.class, "hold");
		try (FrameChannel busy = this.fixture.send(hold, AgentFixture.TIMEOUT)) {
			assertThat(busy.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
			Failure failure = this.fixture.call(hold, Duration.ofMillis(300)).failure();
			assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
			assertThat(failure.message()).contains("timeout of 300 ms");
		}
	}

	private static Limits memory(long megabytes) {
		Limits limits = AgentFixture.LIMITS;
		return new Limits(megabytes << 20, limits.cpus(), limits.processes(), limits.scratch(), limits.result(),
				limits.output());
	}

	static class Victim {

		int first() {
			return 1;
		}

		int second() {
			return 2;
		}

		int third() {
			return 3;
		}

	}

}
