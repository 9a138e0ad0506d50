package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What calls find of others before them, for how long, and what is each call's own.
 */
@ParameterizedClass
@EnumSource(JailKind.class)
class ReuseTests {

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private final AgentFixture fixture;

	ReuseTests(JailKind jail) throws Exception {
		this.fixture = new AgentFixture();
		this.fixture.start(jail,
				new PoolSettings(0, 2, 4L << 30, Duration.ofMinutes(5), false, AgentFixture.TIMEOUT, 0));
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenWorkerIsReusedThenCallsFindItsState() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 10, HOUR));
		for (int i = 1; i <= 3; i++) {
			Outcome outcome = this.fixture.call(spec, "count");
			assertThat(outcome.value()).isEqualTo(i);
			assertThat(outcome.report().call()).isEqualTo(i);
			assertThat(outcome.report().proof()).contains("seccomp=2", "network=none");
		}
		assertThat(workers()).hasSize(1);
	}

	@Test
	void whenWorkerIsNeverReusedThenEachCallIsTheFirst() throws Exception {
		WorkerSpec spec = define(Reuse.NEVER);
		for (String what : List.of("count", "interrupt", "count")) {
			Outcome outcome = this.fixture.call(spec, what);
			assertThat(outcome.value()).isEqualTo(1);
			assertThat(outcome.report().call()).isEqualTo(1);
		}
		this.fixture.awaitNoWorker();
	}

	@Test
	void whenBeanIsAnotherThenItHasWorkersOfItsOwn() throws Exception {
		WorkerSpec first = define(new Reuse("first", 10, HOUR));
		WorkerSpec second = define(new Reuse("second", 10, HOUR));
		assertThat(this.fixture.call(first, "count").value()).isEqualTo(1);
		assertThat(this.fixture.call(second, "count").value()).isEqualTo(1);
		assertThat(this.fixture.call(first, "count").value()).isEqualTo(2);
		assertThat(workers()).hasSize(2);
	}

	@Test
	void whenAllItsCallsAreMadeThenTheNextFindsAnother() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 2, HOUR));
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(2);
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	@Test
	void whenItsTimeIsUpThenItEndsThoughNobodyCalls() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 1000, 500));
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	@Test
	void whenItsTimeIsUpInACallThenThatIsItsLast() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 1000, 1));
		assertThat(this.fixture.call(spec, "burn").value()).isEqualTo(1);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	@Test
	void whenCallsAreAtTheSameTimeThenTheyHaveWorkersOfTheirOwn() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 10, HOUR));
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		try (FrameChannel busy = this.fixture.send(spec, AgentFixture.TIMEOUT, "hold")) {
			assertThat(busy.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
			assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
			assertThat(this.fixture.call(spec, "count").value()).isEqualTo(2);
		}
	}

	@Test
	void whenWorkerIsReusedThenOutputIsOfTheCallThatPrinted() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 10, HOUR));
		assertThat(this.fixture.call(spec, "one").output()).isEqualTo("one");
		assertThat(this.fixture.call(spec, "mute").output()).isEmpty();
		Outcome third = this.fixture.call(spec, "three");
		assertThat(third.output()).isEqualTo("three");
		assertThat(third.report().outputBytes()).isEqualTo(5);
		assertThat(third.report().call()).isEqualTo(3);
	}

	@Test
	void whenWorkerIsReusedThenCpuTimeIsOfTheCallThatUsedIt() throws Exception {
		WorkerSpec spec = define(new Reuse("bean", 10, HOUR));
		long first = this.fixture.call(spec, "burn").report().cpuNanos();
		Outcome second = this.fixture.call(spec, "count");
		assertThat(second.report().call()).isEqualTo(2);
		assertThat(second.report().cpuNanos()).isPositive().isLessThan(first / 2);
	}

	/** Files stay, as static fields do; the object does not. */
	@Test
	void whenWorkerIsReusedThenObjectIsNew() throws Exception {
		WorkerSpec spec = this.fixture.define(spec("remains", new Reuse("bean", 10, HOUR)));
		assertThat(this.fixture.call(spec).value()).isEqualTo("1 x");
		assertThat(this.fixture.call(spec).value()).isEqualTo("1 xx");
	}

	@Test
	void whenWorkersAreAllReusedThenCallsOfOthersHaveTheirTurn() throws Exception {
		WorkerSpec greedy = define(new Reuse("greedy", Integer.MAX_VALUE, HOUR));
		WorkerSpec other = define(Reuse.NEVER);
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService callers = Executors.newFixedThreadPool(4);
		try {
			for (int i = 0; i < 4; i++) {
				callers.submit(() -> {
					while (!over.get()) {
						this.fixture.call(greedy, "count");
					}
					return null;
				});
			}
			await().atMost(AgentFixture.TIMEOUT).until(() -> workers().size() == 2);
			assertThat(this.fixture.call(other, "count").value()).isEqualTo(1);
		}
		finally {
			over.set(true);
			callers.shutdown();
			assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		}
	}

	private List<String> workers() {
		return this.fixture.leftovers().workers().stream().filter((line) -> line.startsWith("directory")).toList();
	}

	private WorkerSpec define(Reuse reuse) throws IOException {
		return this.fixture.define(spec("call", reuse));
	}

	private WorkerSpec spec(String method, Reuse reuse) {
		WorkerSpec spec = this.fixture.spec(Keeper.class, method);
		return new WorkerSpec(spec.method(), spec.classPath(), 0, spec.limits(), spec.network(), spec.networkLimits(),
				reuse);
	}

}
