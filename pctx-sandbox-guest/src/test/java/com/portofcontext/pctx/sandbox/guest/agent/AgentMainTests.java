package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The agent as the process that a service manager starts and ends.
 */
class AgentMainTests {

	private Path base;

	@BeforeEach
	void makeDirectory() throws IOException {
		this.base = TestDirectories.create();
	}

	@AfterEach
	void deleteDirectory() throws IOException {
		Directories.delete(this.base);
	}

	@Test
	void serveOnTheSocketAndLeaveNothingWhenTerminated() throws Exception {
		Path socket = this.base.resolve("agent.sock");
		Files.writeString(socket, "what a killed agent left");
		Process process = start("");
		try {
			await().atMost(AgentFixture.TIMEOUT)
				.untilAsserted(() -> assertThat(log()).contains("<6>The agent listens on " + socket));
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
			try (FrameChannel channel = new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)))) {
				channel.send(FrameType.STATUS, new byte[0]);
				Frame answer = channel.receive((type) -> 1 << 16);
				assertThat(answer).isNotNull();
				assertThat(AgentStatus.of(answer.payload()).maxWorkers()).isEqualTo(3);
			}
			process.destroy();
			assertThat(process.waitFor(AgentFixture.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(143);
			try (Stream<Path> runs = Files.list(this.base.resolve("run"))) {
				assertThat(runs).isEmpty();
			}
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	@Test
	void endWithTheReasonWhenASettingIsUnknown() throws Exception {
		Process process = start("max-wrokers=7");
		try {
			assertThat(process.waitFor(AgentFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(1);
			assertThat(log()).startsWith("<3>The agent does not start: ").contains("max-wrokers");
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	@Test
	void endWithTheReasonWhenTheOwnerOfTheSocketIsMissing() throws Exception {
		Process process = start("socket-owner=nobody-here");
		try {
			assertThat(process.waitFor(AgentFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(1);
			assertThat(log()).contains("there is no such account").contains("nobody-here");
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private Process start(String more) throws IOException {
		Path file = this.base.resolve("agent.properties");
		Files.writeString(file, """
				run-directory=%1$s/run
				blob-directory=%1$s/blobs
				socket=%1$s/agent.sock
				socket-owner=%2$s
				worker-user=pctx-sandbox
				max-workers=3
				%3$s
				""".formatted(this.base, System.getProperty("user.name"), more));
		return new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp", classPath(),
				AgentMain.class.getName(), file.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.base.resolve("log").toFile())
			.start();
	}

	/** The guest has no tests, and no logging framework. */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(":"))
			.filter((entry) -> !entry.contains("logback") && !entry.endsWith("test-classes"))
			.reduce((one, other) -> one + ":" + other)
			.orElseThrow();
	}

	private String log() throws IOException {
		return Files.readString(this.base.resolve("log"));
	}

}
