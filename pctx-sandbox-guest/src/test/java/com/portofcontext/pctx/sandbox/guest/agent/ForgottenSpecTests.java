package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.time.Duration;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What nobody calls is forgotten, and known again once it is defined again.
 */
class ForgottenSpecTests {

	private static final Duration IDLE = Duration.ofMillis(800);

	private final AgentFixture fixture;

	ForgottenSpecTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenSpecIsIdleThenItIsForgottenUntilItIsDefinedAgain() throws Exception {
		Agent agent = this.fixture.start(null, pool(0, false));
		WorkerSpec spec = this.fixture.define(Victim.class, "run");
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(agent.status().pools()).isEmpty());
		assertThat(this.fixture.call(spec).failure().kind()).isEqualTo(Failure.Kind.UNDEFINED);
		this.fixture.define(Victim.class, "run");
		assertThat(this.fixture.call(spec).value()).isEqualTo("ran");
	}

	@Test
	void whenSpecWithReadyWorkersIsIdleThenTheyEndWithIt() throws Exception {
		Agent agent = this.fixture.start(null, pool(1, true));
		this.fixture.define(Victim.class, "run");
		await().atMost(AgentFixture.BOUND).untilAsserted(() -> assertThat(agent.status().pools()).isEmpty());
		this.fixture.awaitNoWorker();
	}

	@Test
	void whenSpecIsInUseThenItIsKnown() throws Exception {
		Agent agent = this.fixture.start(null, pool(0, false));
		WorkerSpec spec = this.fixture.define(Victim.class, "pause", AgentFixture.LIMITS);
		assertThat(this.fixture.call(spec, (int) IDLE.multipliedBy(3).toMillis()).value()).isEqualTo("waited");
		assertThat(agent.status().pools()).hasSize(1);
	}

	private static PoolSettings pool(int minIdle, boolean warmUp) {
		return new PoolSettings(minIdle, 2, 4L << 30, IDLE, warmUp, AgentFixture.TIMEOUT, 0);
	}

	static class Victim {

		String run() {
			return "ran";
		}

		String pause(int millis) throws InterruptedException {
			Thread.sleep(millis);
			return "waited";
		}

	}

}
