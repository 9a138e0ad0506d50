package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that answers more than it may, or what cannot be answered.
 */
@ParameterizedClass
@EnumSource(JailKind.class)
class OutputLimitTests {

	private static final String TRUNCATED = "\n[output exceeds max-output-size; the rest is dropped]\n";

	/**
	 * A multiple of what is printed at a time: the limit is met before it is exceeded.
	 */
	private static final int MAX = 64 * 1024;

	private static final int MAX_RESULT = 1 << 20;

	private static final int FLOOD = 8 << 20;

	private final AgentFixture fixture;

	OutputLimitTests(JailKind jail) throws Exception {
		this.fixture = new AgentFixture();
		this.fixture.start(jail);
	}

	@AfterEach
	void close() throws IOException {
		this.fixture.close();
	}

	@Test
	void whenOutputIsTooLongThenTheRestIsDropped() throws Exception {
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "flood"));
		assertThat(outcome.value()).isEqualTo(7);
		assertThat(outcome.output().length()).isEqualTo(MAX + TRUNCATED.length());
		assertThat(outcome.output().substring(MAX)).isEqualTo(TRUNCATED);
		assertThat(outcome.report().outputBytes()).isEqualTo(2L * FLOOD);
	}

	@Test
	void whenOutputHasNoEndThenTimeIsUp() throws Exception {
		WorkerSpec spec = this.fixture.define(Victim.class, "floodForEver");
		Outcome outcome = this.fixture.call(spec, Duration.ofSeconds(4));
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
		assertThat(outcome.output().length()).isEqualTo(MAX + TRUNCATED.length());
		assertThat(outcome.output().substring(MAX)).isEqualTo(TRUNCATED);
	}

	/** It is drained, or the worker would wait for ever, and it is no output. */
	@Test
	void whenOutputGoesPastTheProtocolThenItIsDropped() throws Exception {
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "floodDescriptor"));
		assertThat(outcome.value()).isEqualTo(7);
		assertThat(outcome.output()).isEmpty();
	}

	@Test
	void whenCrashFollowsFloodThenOnlyItsEndIsTold() throws Exception {
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "floodDescriptorAndHalt"));
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.CRASHED);
		assertThat(outcome.failure().message()).contains("exit code 9", "xxx").hasSizeLessThan(5000);
	}

	@Test
	void whenResultIsTooLargeThenFailureSaysSo() throws Exception {
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, "tooLarge"));
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.RESULT);
		assertThat(outcome.failure().message()).contains("max-result-size");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cycle", "failing", "overflowing" })
	void whenResultCannotBeWrittenThenFailureSaysSo(String method) throws Exception {
		Outcome outcome = this.fixture.call(this.fixture.define(Victim.class, method));
		assertThat(outcome.failure().kind()).isEqualTo(Failure.Kind.RESULT);
		assertThat(outcome.failure().message()).contains("the result cannot be encoded");
	}

	static class Victim {

		int flood() {
			fill(System.out);
			fill(System.err);
			return 7;
		}

		void floodForEver() {
			while (true) {
				fill(System.out);
			}
		}

		private static void fill(PrintStream stream) {
			String line = "x".repeat(1023) + "\n";
			for (int i = 0; i < FLOOD / 1024; i++) {
				stream.print(line);
			}
		}

		int floodDescriptor() throws IOException {
			try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
				for (int i = 0; i < FLOOD / 1024; i++) {
					out.write("x".repeat(1024).getBytes());
				}
			}
			return 7;
		}

		void floodDescriptorAndHalt() throws IOException {
			floodDescriptor();
			Runtime.getRuntime().halt(9);
		}

		byte[] tooLarge() {
			return new byte[MAX_RESULT + 1];
		}

		Node cycle() {
			Node node = new Node();
			node.next = node;
			return node;
		}

		Failing failing() {
			return new Failing();
		}

		Overflowing overflowing() {
			return new Overflowing();
		}

	}

	static class Node {

		public Node next;

	}

	static class Failing {

		public int getValue() {
			throw new IllegalStateException("no value");
		}

		public void setValue(int value) {
		}

	}

	static class Overflowing {

		public int getValue() {
			return getValue() + 1;
		}

		public void setValue(int value) {
		}

	}

}
