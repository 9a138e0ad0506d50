package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The protocol's own messages are read whole and as they were written, or not at all.
 */
class MessageTests {

	private static final CallReport REPORT = new CallReport("jail", "limiter", List.of("fact"), List.of(), 1, 2, 3, 4,
			List.of(new NetworkDecision("example.com:443", "", false, "why", 5, 6)), "plain", 7);

	@Test
	void whenReportIsWholeThenItIsRead() throws ProtocolException {
		assertThat(CallReport.of(REPORT.toBytes())).isEqualTo(REPORT);
	}

	@Test
	void whenReportIsCutAnywhereThenItIsRefused() {
		byte[] whole = REPORT.toBytes();
		for (int length = 0; length < whole.length; length++) {
			byte[] cut = Arrays.copyOf(whole, length);
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> CallReport.of(cut));
		}
	}

	@Test
	void whenSomethingFollowsReportThenItIsRefused() {
		byte[] whole = REPORT.toBytes();
		assertRefused(Arrays.copyOf(whole, whole.length + 1), "Trailing bytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, 10, Integer.MAX_VALUE })
	void whenTextIsLongerThanItsMessageThenItIsRefused(int length) {
		assertRefused(Message.write((out) -> out.writeInt(length)), "Text longer than its message");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE })
	void whenListIsTooLongThenItIsRefused(int size) {
		assertRefused(Message.write((out) -> {
			head(out);
			out.writeInt(size);
		}), "List of %d items".formatted(size));
	}

	private static void head(DataOutput out) throws IOException {
		Message.writeText(out, "jail");
		Message.writeText(out, "limiter");
	}

	private static void assertRefused(byte[] message, String reason) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> CallReport.of(message))
			.withMessageContaining(reason);
	}

	@Test
	void whenSpecIsOfWorkersThatAreReusedThenItIsRead() throws ProtocolException {
		WorkerSpec spec = new WorkerSpec(new MethodSpec("Bean", "run", "()V", List.of(), "void", List.of()), List.of(),
				0, new Limits(1, 1, 1, 1, 1, 1), List.of(), NetworkLimits.DEFAULT, new Reuse("bean", 5, 6));
		assertThat(WorkerSpec.of(spec.toBytes())).isEqualTo(spec);
	}

	@Test
	void whenSpecHidesItsFirstJarsThenItIsRead() throws ProtocolException {
		WorkerSpec spec = hiding(1);
		assertThat(WorkerSpec.of(spec.toBytes())).isEqualTo(spec);
		assertThat(spec.id()).isNotEqualTo(hiding(0).id());
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 3 })
	void whenSpecHidesWhatItDoesNotHaveThenItIsRefused(int hidden) {
		assertThatIllegalArgumentException().isThrownBy(() -> hiding(hidden));
	}

	private static WorkerSpec hiding(int hidden) {
		return new WorkerSpec(new MethodSpec("Bean", "run", "()V", List.of(), "void", List.of()), List.of("a", "b"),
				hidden, new Limits(1, 1, 1, 1, 1, 1), List.of(), NetworkLimits.DEFAULT, Reuse.NEVER);
	}

	/** Who may not share a worker must not be told apart from who may by a number. */
	@Test
	void whenManyCallsAreOfNoBeanThenSpecIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Reuse("", 2, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Reuse("bean", 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Reuse("bean", 2, -1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 6, 127, 255 })
	void whenKindOfFailureIsUnknownThenItIsRefused(int kind) {
		byte[] failure = new Failure(Failure.Kind.CRASHED, "why").toBytes();
		failure[0] = (byte) kind;
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Failure.of(failure));
	}

}
