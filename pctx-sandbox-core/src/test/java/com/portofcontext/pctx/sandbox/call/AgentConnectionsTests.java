package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AgentConnections}, beside a socket that nobody serves.
 */
class AgentConnectionsTests {

	private static final long PATIENCE = 60_000;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	@TempDir
	Path directory;

	private SilentMachine machine;

	private AgentConnections connections;

	@BeforeEach
	void listen() {
		this.machine = new SilentMachine(this.directory);
		this.connections = new AgentConnections(this.machine, this.timer, PATIENCE);
	}

	@AfterEach
	void end() {
		this.connections.close();
		this.machine.close();
		this.timer.shutdownNow();
	}

	@Test
	void whenOneIsDoneWithItThenTheNextTakesTheConnection() throws IOException {
		FrameChannel first = use(true);
		assertThat(use(true)).isSameAs(first);
	}

	@Test
	void whenItsUseDidNotEndThenTheConnectionIsClosed() throws IOException {
		FrameChannel first = use(false);
		assertClosed(first);
		assertThat(use(true)).isNotSameAs(first);
	}

	@Test
	void whenTwoUseThemThenEachHasItsOwn() throws IOException {
		use(true);
		try (AgentConnections.Connection one = this.connections.take(PATIENCE);
				AgentConnections.Connection other = this.connections.take(PATIENCE)) {
			assertThat(one.channel()).isNotSameAs(other.channel());
		}
	}

	@Test
	void whenAgentHasLeftAConnectionThenItIsNotTaken() throws IOException {
		FrameChannel first = use(true);
		this.machine.hangUp();
		FrameChannel second = use(true);
		assertThat(second).isNotSameAs(first);
		assertClosed(first);
	}

	@Test
	void whenAgentHasSentWhatNobodyAskedForThenTheConnectionIsNotTaken() throws IOException {
		FrameChannel first = use(true);
		this.machine.speak();
		assertThat(use(true)).isNotSameAs(first);
	}

	@Test
	void whenItIsAbortedTooLateThenTheNextUseGoesOn() throws IOException {
		AgentConnections.Connection late = this.connections.take(PATIENCE);
		late.keep();
		late.close();
		try (AgentConnections.Connection next = this.connections.take(PATIENCE)) {
			late.abort();
			assertThat(next.channel()).isSameAs(late.channel());
			assertThat(next.channel().isSilent()).isTrue();
		}
	}

	@Test
	void whenAllAreClosedThenNoneIsKept() throws IOException {
		FrameChannel first = use(true);
		this.connections.close();
		assertClosed(first);
	}

	@Test
	void whenOneIsGivenBackAfterAllAreClosedThenItIsClosed() throws IOException {
		AgentConnections.Connection last = this.connections.take(PATIENCE);
		this.connections.close();
		last.keep();
		last.close();
		assertClosed(last.channel());
	}

	@Test
	void whenNobodyUsesOneThenItIsClosed() throws IOException {
		this.connections = new AgentConnections(this.machine, this.timer, 50);
		FrameChannel first = use(true);
		await().untilAsserted(() -> assertClosed(first));
	}

	private static void assertClosed(FrameChannel channel) {
		assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(channel::isSilent);
	}

	private FrameChannel use(boolean kept) throws IOException {
		try (AgentConnections.Connection connection = this.connections.take(PATIENCE)) {
			if (kept) {
				connection.keep();
			}
			return connection.channel();
		}
	}

}
