package com.portofcontext.pctx.sandbox.call;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers that are not what they should be are quoted where they cannot be read, with
 * whatever text a worker put in them.
 */
@Timeout(60)
class UnreadableAnswerTests {

	private static final String FORGED = "x\n2026-11-24 INFO admin logged in\u001b[2J";

	private final CBORMapper mapper = ValueMapper.create();

	@TempDir
	Path directory;

	@Test
	void whenResultForgesLogLinesThenNothingPrintedBeginsWithThem() {
		String printed = printed((channel) -> {
			channel.send(FrameType.REPORT,
					new CallReport("jail", "limiter", List.of(), List.of(), 1, 1, 1, 1, List.of(), "plain", 1)
						.toBytes());
			channel.send(FrameType.RESULT, this.mapper.writeValueAsBytes(List.of(List.of(FORGED))));
		});
		assertThat(printed).contains("Caused by: ", "tools.jackson.databind.exc.", "admin logged in", "\\u001b[2J");
		assertPrintable(printed);
	}

	@Test
	void whenThrowableForgesLogLinesThenNothingPrintedBeginsWithThem() {
		String printed = printed((channel) -> channel.send(FrameType.THROWN,
				this.mapper.writeValueAsBytes(List.of(List.of(Map.of("truncated", FORGED))))));
		assertThat(printed).contains("what it threw cannot be read");
		assertPrintable(printed);
	}

	private static void assertPrintable(String printed) {
		assertThat(printed).doesNotContain("\u001b");
		assertThat(printed.lines()).noneMatch((line) -> line.startsWith("2026"));
	}

	private String printed(ScriptedMachine.Answer answer) {
		StringWriter text = new StringWriter();
		ScriptedMachine machine = new ScriptedMachine(this.directory, answer);
		try {
			assertThatExceptionOfType(SandboxResultException.class).isThrownBy(() -> machine.call(Integer.class, 1))
				.satisfies((ex) -> ex.printStackTrace(new PrintWriter(text, true)));
		}
		finally {
			machine.close();
		}
		return text.toString();
	}

}
