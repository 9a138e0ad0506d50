package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.egress.LoopbackServer;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.Reuse;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls after which their worker, which might serve others, serves none.
 */
@ParameterizedClass
@EnumSource(JailKind.class)
class ReuseEndTests {

	private static final Reuse REUSE = new Reuse("bean", 100, Duration.ofHours(1).toMillis());

	private final AgentFixture fixture;

	ReuseEndTests(JailKind jail) throws Exception {
		this.fixture = new AgentFixture();
		this.fixture.start(jail);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	/** What the others are compared with. */
	@ParameterizedTest
	@ValueSource(strings = { "print", "throw", "interrupt", "endThread" })
	void whenCallLeavesNothingThenItsWorkerServesTheNext(String what) throws Exception {
		WorkerSpec spec = define("call");
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		this.fixture.call(spec, what);
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exit", "hang", "error", "flood", "printPastProtocol", "startProcess", "startThread",
			"usePool", "answerTwice" })
	void whenCallEndsOtherwiseOrLeavesSomethingThenItsWorkerEnds(String what) throws Exception {
		WorkerSpec spec = define("call");
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		Outcome outcome = this.fixture.call(spec, Duration.ofSeconds(5), what);
		assertThat(outcome.report().call()).isEqualTo(2);
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	@Test
	void whenTimeOfALaterCallIsUpThenItIsThatOfThisCall() throws Exception {
		WorkerSpec spec = define("call");
		this.fixture.call(spec, Duration.ofSeconds(20), "count");
		Outcome outcome = this.fixture.call(spec, Duration.ofSeconds(2), "hang");
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
		assertThat(outcome.report().call()).isEqualTo(2);
	}

	@Test
	void whenHostIsGoneThenItsWorkerEnds() throws Exception {
		WorkerSpec spec = define("call");
		this.fixture.call(spec, "count");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT, "hold")) {
			assertThat(channel.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
		}
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	/** By a thread that the worker itself does not find. */
	@ParameterizedTest
	@ValueSource(strings = { "forgeLater", "printLater" })
	void whenSomethingIsSentBetweenCallsThenNoCallGetsIt(String what) throws Exception {
		WorkerSpec spec = define("call");
		assertThat(this.fixture.call(spec, what).value()).isEqualTo(1);
		await().ignoreExceptions().atMost(AgentFixture.BOUND).until(this::isDone);
		Outcome next = this.fixture.call(spec, "count");
		assertThat(next.value()).isEqualTo(1);
		assertThat(next.report().call()).isEqualTo(1);
		assertThat(next.output()).isEqualTo("count");
	}

	@Test
	void whenWorkerIsKilledBetweenCallsThenTheNextFindsAnother() throws Exception {
		WorkerSpec spec = define("call");
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		workers().forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
		this.fixture.awaitNoWorker();
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
	}

	@Test
	void whenCallUsesTheNetworkThenItIsItsWorkersLast() throws Exception {
		try (LoopbackServer server = LoopbackServer.start("allowed")) {
			WorkerSpec plain = this.fixture.spec(NetworkClient.class, "socket", AgentFixture.LIMITS,
					List.of(server.address()));
			WorkerSpec spec = this.fixture.define(reused(plain));
			for (int i = 1; i <= 2; i++) {
				Outcome outcome = this.fixture.call(spec, server.address());
				assertThat(outcome.value()).isEqualTo("allowed");
				assertThat(outcome.report().call()).isEqualTo(1);
				assertThat(outcome.report().network()).hasSize(1);
				assertThat(server.accepted()).isEqualTo(i);
			}
		}
	}

	@Test
	void whenNetworkIsNotUsedThenWorkerServesTheNextCall() throws Exception {
		WorkerSpec plain = this.fixture.spec(Keeper.class, "call", AgentFixture.LIMITS, List.of("example.com:443"));
		WorkerSpec spec = this.fixture.define(reused(plain));
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(1);
		assertThat(this.fixture.call(spec, "count").value()).isEqualTo(2);
	}

	private WorkerSpec define(String method) throws IOException {
		return this.fixture.define(reused(this.fixture.spec(Keeper.class, method)));
	}

	private static WorkerSpec reused(WorkerSpec spec) {
		return new WorkerSpec(spec.method(), spec.classPath(), 0, spec.limits(), spec.network(), spec.networkLimits(),
				REUSE);
	}

	private List<Long> workers() {
		return this.fixture.leftovers()
			.processes()
			.stream()
			.filter((pid) -> new Sockets(Path.of("/proc", Long.toString(pid))).isJvm())
			.toList();
	}

	/** The kernel knows the names of threads. */
	private boolean isDone() throws IOException {
		for (long pid : workers()) {
			try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
				for (Path thread : (Iterable<Path>) threads::iterator) {
					if (Files.readString(thread.resolve("comm")).strip().equals(Keeper.DONE)) {
						return true;
					}
				}
			}
		}
		return false;
	}

}
