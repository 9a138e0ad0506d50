package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.CallRequest;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What ran, or may have, is not called again: the host's half of "at most once".
 */
@Timeout(60)
class AtMostOnceTests {

	private static final int ATTEMPTS = 3;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	@TempDir
	Path directory;

	private @Nullable ScriptedMachine machine;

	@AfterEach
	void end() {
		this.timer.shutdownNow();
		if (this.machine != null) {
			this.machine.close();
		}
	}

	@ParameterizedTest
	@MethodSource
	void whenCallMayHaveRunThenItIsNotRepeated(ScriptedMachine.Answer answer, Class<? extends Exception> expected) {
		ScriptedMachine scripted = answering(answer);
		assertThatExceptionOfType(expected).isThrownBy(() -> call(scripted))
			.isExactlyInstanceOf(expected)
			.withMessageContaining("Bean.run");
		assertThat(scripted.calls()).isOne();
	}

	static Stream<Arguments> whenCallMayHaveRunThenItIsNotRepeated() {
		byte[] thrown = ThrownValue.of(new IllegalStateException("no")).encode();
		return Stream.of(arguments(failed(Failure.Kind.CRASHED), SandboxCrashedException.class),
				arguments(failed(Failure.Kind.TIMEOUT), SandboxTimeoutException.class),
				arguments(failed(Failure.Kind.MEMORY), SandboxMemoryLimitException.class),
				arguments(failed(Failure.Kind.RESULT), SandboxResultException.class),
				arguments(frame("thrown", FrameType.THROWN, thrown), SandboxExecutionException.class),
				arguments(frame("unreadable throwable", FrameType.THROWN, new byte[] { 1 }),
						SandboxResultException.class),
				arguments(frame("unreadable failure", FrameType.FAILED, new byte[] { 99 }),
						SandboxResultException.class),
				arguments(frame("unreadable report", FrameType.REPORT, new byte[] { 1 }),
						SandboxCrashedException.class),
				arguments(frame("a frame for others", FrameType.HELLO, new byte[0]), SandboxCrashedException.class),
				arguments(answer("unreadable result", (channel) -> {
					channel.send(FrameType.REPORT, report());
					channel.send(FrameType.RESULT, new byte[] { 1 });
				}), SandboxResultException.class), arguments(answer("two reports", (channel) -> {
					channel.send(FrameType.REPORT, report());
					channel.send(FrameType.REPORT, report());
				}), SandboxCrashedException.class), arguments(answer("nothing", (channel) -> {
				}), SandboxCrashedException.class));
	}

	private static Named<ScriptedMachine.Answer> failed(Failure.Kind kind) {
		return frame("failed: " + kind, FrameType.FAILED, new Failure(kind, "it is said").toBytes());
	}

	private static Named<ScriptedMachine.Answer> frame(String name, FrameType type, byte[] payload) {
		return answer(name, (channel) -> channel.send(type, payload));
	}

	private static Named<ScriptedMachine.Answer> answer(String name, ScriptedMachine.Answer answer) {
		return Named.of(name, answer);
	}

	private static byte[] report() {
		return new CallReport("jail", "limiter", List.of(), List.of(), 1, 1, 1, 1, List.of(), "plain", 1).toBytes();
	}

	@Test
	void whenCallNeverRanThenItIsRepeated() {
		ScriptedMachine scripted = answering(failed(Failure.Kind.UNAVAILABLE).getPayload());
		assertThatExceptionOfType(SandboxUnavailableException.class).isThrownBy(() -> call(scripted));
		assertThat(scripted.calls()).isEqualTo(ATTEMPTS);
	}

	@Test
	void whenAgentDoesNotAnswerThenCallEndsWithUnknownOutcome() {
		ScriptedMachine scripted = answering(AtMostOnceTests::keepSilent);
		AgentClient client = new AgentClient(scripted, this.timer, Duration.ofMillis(50), this::noThread);
		assertThatExceptionOfType(SandboxCrashedException.class)
			.isThrownBy(() -> client.call("Bean.run", new CallRequest("id", 50, ByteBuffer.allocate(0)),
					new CallInput(new byte[0], List.of(), false), 10, (output) -> {
					}, new Cancellation()))
			.withMessageContainingAll("Bean.run", "unknown outcome", "only if it may run twice");
		assertThat(scripted.calls()).isOne();
	}

	private Future<?> noThread(Runnable task) {
		throw new IllegalStateException("Nothing is streamed");
	}

	/** Until the host hangs up. */
	private static void keepSilent(FrameChannel channel) throws IOException {
		channel.receive((type) -> 0);
	}

	private ScriptedMachine answering(ScriptedMachine.Answer answer) {
		this.machine = new ScriptedMachine(this.directory, answer);
		return this.machine;
	}

	private static void call(ScriptedMachine scripted) throws Exception {
		scripted.call(String.class, ATTEMPTS);
	}

}
