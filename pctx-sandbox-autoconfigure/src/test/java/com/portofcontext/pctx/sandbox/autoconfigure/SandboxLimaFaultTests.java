package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong with a real Lima machine, and is mended without a hand. One machine
 * serves all tests, in their order: each takes it as the one before left it. Run by the
 * profile {@code lima}.
 */
@Tag("lima-long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxLimaFaultTests {

	private final AtomicInteger number = new AtomicInteger(100);

	private LimaFixture fixture;

	private LimaProcess application;

	@BeforeAll
	void prepare() throws Exception {
		this.fixture = LimaFixture.create();
	}

	@AfterAll
	void removeAll() throws Exception {
		this.fixture.close();
	}

	/** Whatever it was about to make is half there. */
	@Test
	@Order(1)
	void whenFirstStartIsKilledThenInstanceIsLeftToTheNextApplication() throws Exception {
		LimaProcess killed = this.fixture.start();
		killed.await("starting the machine");
		killed.killAll();
		assertThat(this.fixture.limactl("list", "--json")).contains("\"name\":\"pctx\"");
		this.application = this.fixture.start();
		this.application.await("STARTED");
		assertThat(this.application.outcome("21")).contains("ANSWER 21 42");
	}

	/** A machine that was reset lacks the class path. */
	@Test
	@Order(2)
	void whenDiskIsFullThenCallSaysSoAndTheNextOneRunsOnceThereIsRoom() throws Exception {
		assertThat(this.application.outcome("reset")).contains("ANSWER reset done");
		this.fixture.guest("sudo fallocate -l $(($(df --output=avail -B1 /var | tail -n 1) - 30000000)) /var/fill");
		assertThat(this.application.outcome("22")).contains("FAILED", "SandboxUnavailableException",
				"Make room in it, or raise pctx.sandbox.lima.disk");
		this.fixture.guest("sudo rm /var/fill");
		assertThat(this.application.outcome("23")).contains("ANSWER 23 46");
	}

	@Test
	@Order(3)
	void whenClockIsWrongThenItIsSet() throws Exception {
		this.fixture.guest("sudo date -s '-3 hours'");
		Awaitility.await().atMost(LimaProcess.PATIENCE).until(() -> clockError() < 60);
	}

	private long clockError() throws Exception {
		return Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(this.fixture.guest("date +%s").strip()));
	}

	@Test
	@Order(4)
	void whenAgentIsKilledThenCallsAreServedAgain() throws Exception {
		this.fixture.guest("sudo systemctl kill --signal=KILL pctx-sandbox-agent");
		awaitAnswer();
	}

	@Test
	@Order(5)
	void whenSshdIsRestartedThenCallsAreServed() throws Exception {
		this.fixture.guest("sudo systemctl restart ssh");
		awaitAnswer();
	}

	@Test
	@Order(6)
	void whenAnotherApplicationSharesMachineThenItIsNotReset() throws Exception {
		LimaProcess other = this.fixture.start();
		other.await("STARTED");
		assertThat(other.log()).doesNotContain("starting the machine", "installing the agent");
		assertThat(this.application.outcome("reset")).contains("FAILED", "other applications use the instance 'pctx'");
		other.kill();
	}

	@Test
	@Order(7)
	void whenConnectionIsKilledThenItIsMadeAgain() throws Exception {
		List<ProcessHandle> links = this.application.descendants()
			.stream()
			.filter((process) -> process.info().commandLine().orElse("").contains("StreamLocalBindUnlink"))
			.toList();
		assertThat(links).isNotEmpty();
		links.forEach(ProcessHandle::destroyForcibly);
		this.application.await("is lost, and made again");
		awaitAnswer();
	}

	/** QEMU and the connection outlive it. */
	@Test
	@Order(8)
	void whenHostagentIsKilledThenCallsAreServedAndTheMachineCanBeReset() throws Exception {
		this.fixture.signal("KILL", "ha.pid");
		awaitAnswer();
		assertThat(this.application.outcome("reset")).contains("ANSWER reset done");
		awaitAnswer();
	}

	@Test
	@Order(9)
	void whenMachineIsKilledThenApplicationStartsItAgain() throws Exception {
		this.fixture.signal("KILL", "qemu.pid");
		awaitAnswer();
	}

	/** Lima calls it running all the same. */
	@Test
	@Order(10)
	void whenMachineHangsThenApplicationStartsItAgain() throws Exception {
		this.fixture.signal("STOP", "qemu.pid");
		assertThat(this.fixture.limactl("list", "--json")).contains("\"status\":\"Running\"");
		awaitAnswer();
		assertThat(this.application.log()).contains("ending the machine, which is Running");
	}

	/** Calls that were on their way may have failed. */
	private void awaitAnswer() {
		Awaitility.await()
			.atMost(LimaProcess.PATIENCE)
			.until(() -> this.application.outcome(Integer.toString(this.number.getAndIncrement())),
					(outcome) -> outcome.contains("ANSWER"));
	}

}
