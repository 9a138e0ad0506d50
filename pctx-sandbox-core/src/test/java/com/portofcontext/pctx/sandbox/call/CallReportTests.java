package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxCallEvent;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * However a call ends, its report is with what the caller gets, and in one event.
 */
@Timeout(60)
class CallReportTests {

	private static final NetworkDecision DECISION = new NetworkDecision("example.com:443", "", false, "why", 5, 6);

	private final CBORMapper mapper = ValueMapper.create();

	@TempDir
	Path directory;

	private ScriptedMachine machine;

	private ScriptedMachine answers(FrameType type, byte[] payload) {
		this.machine = new ScriptedMachine(this.directory, (channel) -> {
			report(channel);
			channel.send(type, payload);
		});
		return this.machine;
	}

	private static void report(FrameChannel channel) throws IOException {
		channel.send(FrameType.REPORT, new CallReport("jail", "limiter", List.of("fact"), List.of("cpu"), 1_000_000,
				2_000_000, 3, 4, List.of(DECISION), "AOT cache", 7)
			.toBytes());
	}

	@AfterEach
	void close() {
		this.machine.close();
	}

	@Test
	void whenMethodReturnsThenEventHasAllOfTheReport() throws Exception {
		answers(FrameType.RESULT, this.mapper.writeValueAsBytes(List.of(List.of("text")))).call(String.class, 1);
		SandboxCallEvent event = onlyEvent();
		assertThat(event.beanName()).isEqualTo("bean");
		assertThat(event.method().getName()).isEqualTo("run");
		assertThat(event.failure()).isNull();
		SandboxReport report = event.report();
		assertThat(report).isEqualTo(new SandboxReport("scripted", "jail", "limiter", List.of("fact"), List.of("cpu"),
				Duration.ofMillis(1), Duration.ofMillis(2), DataSize.ofBytes(3), 4, report.policy(),
				List.of(new SandboxReport.Connection("example.com:443", null, false, "why", 5, 6)),
				SandboxReport.Exit.RETURNED, "AOT cache", 7));
		assertThat(report.policy().timeout()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void whenMethodThrowsThenExceptionAndEventHaveTheReport() {
		ThrownValue thrown = ThrownValue.of(new IllegalStateException("no"));
		answers(FrameType.THROWN, thrown.encode());
		assertReported(SandboxExecutionException.class, SandboxReport.Exit.THREW);
	}

	@Test
	void whenResultCannotBeReadThenExceptionAndEventHaveTheReport() {
		answers(FrameType.RESULT, this.mapper.writeValueAsBytes(List.of(List.of(1.5))));
		assertReported(SandboxResultException.class, SandboxReport.Exit.RETURNED);
	}

	@ParameterizedTest
	@CsvSource({ "TIMEOUT, TIMEOUT", "MEMORY, MEMORY", "CRASHED, CRASHED", "RESULT, RESULT" })
	void whenCallFailsThenExceptionAndEventHaveTheReport(Failure.Kind kind, SandboxReport.Exit exit) {
		answers(FrameType.FAILED, new Failure(kind, "why").toBytes());
		assertReported(SandboxException.class, exit);
	}

	private void assertReported(Class<? extends SandboxException> type, SandboxReport.Exit exit) {
		SandboxException exception = catchThrowableOfType(type, () -> this.machine.call(Integer.class, 1));
		assertThat(exception.getReport()).isNotNull();
		assertThat(exception.getReport().exit()).isEqualTo(exit);
		assertThat(exception.getReport().network()).hasSize(1);
		assertThat(onlyEvent().failure()).isSameAs(exception);
		assertThat(onlyEvent().report()).isSameAs(exception.getReport());
	}

	@Test
	void whenCallNeverRanThenThereIsAnEventWithoutReport() {
		this.machine = new ScriptedMachine(this.directory,
				(channel) -> channel.send(FrameType.FAILED, new Failure(Failure.Kind.UNAVAILABLE, "why").toBytes()));
		SandboxException exception = catchThrowableOfType(SandboxUnavailableException.class,
				() -> this.machine.call(String.class, 2));
		assertThat(exception.getReport()).isNull();
		assertThat(onlyEvent().report()).isNull();
	}

	@Test
	void whenListenerFailsThenCallerGetsItsValue() throws Exception {
		answers(FrameType.RESULT, this.mapper.writeValueAsBytes(List.of(List.of("text"))));
		assertThat(this.machine.call(String.class, 1, (event) -> {
			throw new IllegalStateException("listener");
		})).isEqualTo("text");
	}

	private SandboxCallEvent onlyEvent() {
		assertThat(this.machine.events()).hasSize(1);
		return (SandboxCallEvent) this.machine.events().get(0);
	}

}
