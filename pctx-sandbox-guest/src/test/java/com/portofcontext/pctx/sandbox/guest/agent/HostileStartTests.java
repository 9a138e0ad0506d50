package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that runs while its class is initialised, before any call: what it says reaches
 * the log and the caller as text only.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileStartTests {

	private static final String FORGED = "\u001B[2J\u001B]0;title\u0007\nERROR forged line\r\n\u202Etxet";

	private final AgentFixture fixture;

	HostileStartTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenInitializerPrintsPastTheWorkerAndExitsThenItsTextIsHarmless(JailKind jail, CapturedOutput log)
			throws Exception {
		this.fixture.start(jail);
		Failure failure = this.fixture.call(this.fixture.define(Exiting.class, "run")).failure();
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(failure.message()).contains("ended before it was ready", "exit code 3", "Look at what")
			.contains("\\u001b[2J")
			.contains("| ERROR forged line");
		assertHarmless(failure.message(), log);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenInitializerClaimsThatItsCallRanThenItDidNot(JailKind jail, CapturedOutput log) throws Exception {
		this.fixture.start(jail);
		Failure failure = this.fixture.call(this.fixture.define(Claiming.class, "run")).failure();
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(failure.message()).contains("sent FAILED").doesNotContain("forged");
		assertHarmless(failure.message(), log);
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void whenInitializerBreaksTheProtocolThenThatIsTheReason(JailKind jail, CapturedOutput log) throws Exception {
		this.fixture.start(jail);
		Failure failure = this.fixture.call(this.fixture.define(Flooding.class, "run")).failure();
		assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
		assertThat(failure.message()).contains("broke the protocol").doesNotContain("within");
		assertHarmless(failure.message(), log);
	}

	private static void assertHarmless(String message, CapturedOutput log) {
		assertThat(message).doesNotContainPattern("[\\p{Cntrl}\\u202e]");
		assertThat(log.getAll()).doesNotContainPattern("[\\p{Cntrl}\\u202e&&[^\\r\\n\\t]]");
		List<String> lines = log.getAll().lines().toList();
		assertThat(lines).noneMatch((line) -> line.startsWith("ERROR forged"));
	}

	static class Exiting {

		static {
			try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
				out.write(FORGED.getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			Runtime.getRuntime().halt(3);
		}

		void run() {
		}

	}

	static class Flooding {

		static {
			WorkerChannel.find().send(FrameType.READY, new byte[100_000]);
		}

		void run() {
		}

	}

	static class Claiming {

		static {
			WorkerChannel.find().send(FrameType.FAILED, new Failure(Failure.Kind.TIMEOUT, FORGED).toBytes());
		}

		void run() {
		}

	}

}
