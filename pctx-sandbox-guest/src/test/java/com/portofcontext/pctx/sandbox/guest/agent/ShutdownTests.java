package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.worker.WorkerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An agent that ends, or is ended, in the middle of a call leaves nothing. Promised are 2
 * s; the tests log what it took, and fail by the clock only when it takes far more.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	private static final Logger logger = LoggerFactory.getLogger(ShutdownTests.class);

	private static final Duration POLL = Duration.ofMillis(10);

	private final AgentFixture fixture;

	ShutdownTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenAgentClosesDuringCallThenNothingIsLeft(JailKind jail) throws Exception {
		Agent agent = this.fixture.start(jail);
		try (FrameChannel call = hold()) {
			long started = System.nanoTime();
			agent.close();
			assertThat(this.fixture.leftovers().all()).isEmpty();
			assertThat(log("close during a call", jail, started)).isLessThan(AgentFixture.BOUND);
			assertThat(call.receive((type) -> -1)).isNull();
		}
	}

	@Test
	void whenThreadThatClosesIsInterruptedThenNothingIsLeft() throws Exception {
		Agent agent = this.fixture.start(JailKind.BUBBLEWRAP);
		try (FrameChannel call = hold()) {
			Thread.currentThread().interrupt();
			agent.close();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.fixture.leftovers().all()).isEmpty();
			assertThat(call.receive((type) -> -1)).isNull();
		}
	}

	/** Its static initializer does not end, so it never becomes ready. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenAgentClosesWhileWorkerStartsThenNothingIsLeft(JailKind jail, CapturedOutput output) throws Exception {
		Agent agent = this.fixture.start(jail);
		try (FrameChannel call = this.fixture.send(this.fixture.define(Stuck.class, "answer"), AgentFixture.TIMEOUT)) {
			await().atMost(AgentFixture.BOUND)
				.pollInterval(POLL)
				.untilAsserted(() -> assertThat(this.fixture.leftovers().workers())
					.anyMatch((line) -> line.contains("/bin/java")));
			long started = System.nanoTime();
			agent.close();
			assertThat(this.fixture.leftovers().all()).isEmpty();
			assertThat(log("close during a start", jail, started)).isLessThan(AgentFixture.BOUND);
			assertThat(output).as("what was ended did not fail").doesNotContain("No worker for");
			assertRefused(call);
		}
	}

	/** It never ran, and its caller must know. */
	@Test
	void whenAgentClosesWhileCallWaitsThenCallIsToldWhatToChange() throws Exception {
		Agent agent = this.fixture.start(JailKind.BUBBLEWRAP);
		try (FrameChannel running = hold();
				FrameChannel waiting = this.fixture.send(this.fixture.define(Prober.class, "hold"),
						AgentFixture.TIMEOUT)) {
			await().atMost(AgentFixture.BOUND).until(() -> agent.status().waiting() == 1);
			agent.close();
			assertRefused(waiting);
			assertThat(running.receive((type) -> -1)).isNull();
		}
	}

	private static void assertRefused(FrameChannel call) throws IOException {
		Frame frame = call.receive((type) -> (type == FrameType.FAILED) ? 1000 : -1);
		assertThat(frame).isNotNull();
		Failure failure = Failure.of(frame.payload());
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(failure.message()).contains("the sandbox is shutting down",
				"Make calls only while the application context runs");
		assertThat(call.receive((type) -> -1)).isNull();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenAgentIsKilledDuringCallThenWorkersAreGone(JailKind jail) throws Exception {
		try (AgentProcess agent = AgentProcess.start(this.fixture, jail)) {
			this.fixture.use(agent.socket());
			try (FrameChannel call = hold()) {
				long started = System.nanoTime();
				agent.kill();
				await().atMost(AgentFixture.BOUND)
					.pollInterval(POLL)
					.untilAsserted(() -> assertThat(this.fixture.leftovers().all()).isEmpty());
				log("kill during a call", jail, started);
				assertThat(call.receive((type) -> -1)).isNull();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenWatchdogIsKilledTooThenNextAgentSweeps(JailKind jail) throws Exception {
		try (AgentProcess agent = AgentProcess.start(this.fixture, jail)) {
			String run = agent.socket().getParent().getFileName().toString();
			this.fixture.use(agent.socket());
			try (FrameChannel call = hold()) {
				ProcessHandle watchdog = agent.watchdog();
				watchdog.destroyForcibly();
				watchdog.onExit().join();
				agent.kill();
				assertThat(call.receive((type) -> -1)).isNull();
			}
			await().atMost(AgentFixture.BOUND)
				.pollInterval(POLL)
				.untilAsserted(() -> assertThat(this.fixture.leftovers().processes()).isEmpty());
			assertThat(this.fixture.leftovers().all()).anyMatch((line) -> line.startsWith("cgroup"))
				.anyMatch((line) -> line.startsWith("file"));
			long started = System.nanoTime();
			this.fixture.start(jail);
			log("start with a sweep", jail, started);
			assertThat(this.fixture.leftovers().all()).noneMatch((line) -> line.contains(run));
			assertThat(this.fixture.call(this.fixture.define(Prober.class, "visible"), List.of("/none")).value())
				.isEqualTo(List.of());
		}
	}

	/** Its Ctrl-C would end calls before the application does. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workersAreNotOfTheSessionOfTheTerminal(JailKind jail) throws Exception {
		this.fixture.start(jail);
		FrameChannel call = hold();
		try {
			List<Long> processes = ProcessHandle.current()
				.descendants()
				.map(ProcessHandle::pid)
				.filter((pid) -> commandLine(pid).contains(WorkerMain.class.getName()))
				.toList();
			assertThat(processes).isNotEmpty();
			assertThat(processes).extracting(ShutdownTests::session)
				.doesNotContain(session(ProcessHandle.current().pid()));
		}
		finally {
			call.close();
		}
	}

	private static String commandLine(long pid) {
		return read(Path.of("/proc", Long.toString(pid), "cmdline"));
	}

	private static String session(long pid) {
		String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
		return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A call that runs until something ends it. */
	private FrameChannel hold() throws IOException {
		FrameChannel channel = this.fixture.send(this.fixture.define(Prober.class, "hold"), AgentFixture.TIMEOUT);
		assertThat(channel.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
		assertThat(this.fixture.leftovers().workers()).isNotEmpty();
		return channel;
	}

	private static Duration log(String what, JailKind jail, long started) {
		Duration took = Duration.ofNanos(System.nanoTime() - started);
		logger.info("{} ({}): {} ms", what, jail, took.toMillis());
		return took;
	}

	static class Stuck {

		static {
			waitForEver();
		}

		private static void waitForEver() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		int answer() {
			return 42;
		}

	}

}
