package com.portofcontext.pctx.sandbox.guest.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueMapper;
import com.portofcontext.pctx.sandbox.guest.protocol.ValueReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that an agent answered to one call.
 *
 * @param frames the frames, in order
 * @param type the declared type of the result
 */
record Outcome(List<Frame> frames, JavaType type) {

	private static final Set<FrameType> STREAMED = Set.of(FrameType.OUTPUT, FrameType.PULL, FrameType.RESULT_PART);

	/** The one frame that ends the call. */
	Frame last() {
		assertThat(this.frames).isNotEmpty();
		assertThat(this.frames).filteredOn((frame) -> !STREAMED.contains(frame.type()))
			.hasSizeBetween(1, 2)
			.last()
			.isSameAs(this.frames.get(this.frames.size() - 1));
		return this.frames.get(this.frames.size() - 1);
	}

	@Nullable Object value() throws ProtocolException {
		if (last().type() == FrameType.FAILED) {
			assertThat(failure()).isNull();
		}
		return new ValueReader(ValueMapper.create(), List.of(this.type)).read(last().expect(FrameType.RESULT))[0];
	}

	Failure failure() throws ProtocolException {
		if (last().type() == FrameType.THROWN) {
			assertThat(thrown()).isNull();
		}
		return Failure.of(last().expect(FrameType.FAILED));
	}

	ThrownValue thrown() throws ProtocolException {
		return ThrownValue.decode(last().expect(FrameType.THROWN));
	}

	CallReport report() throws ProtocolException {
		return CallReport.of(this.frames.get(this.frames.size() - 2).expect(FrameType.REPORT));
	}

	String output() {
		StringBuilder text = new StringBuilder();
		for (Frame frame : this.frames) {
			if (frame.type() == FrameType.OUTPUT) {
				text.append(new String(frame.payload(), 1, frame.payload().length - 1, StandardCharsets.UTF_8));
			}
		}
		return text.toString();
	}

}
