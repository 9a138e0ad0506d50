package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import org.jspecify.annotations.Nullable;

/**
 * What is streamed of one call: arguments, read from the application when the code reads
 * them, and the result, written as it is read.
 */
final class CallStreams {

	private final FrameChannel channel;

	private final MethodSpec method;

	private final List<ArgumentStream> arguments = new ArrayList<>();

	private CallStreams(FrameChannel channel, MethodSpec method) {
		this.channel = channel;
		this.method = method;
		for (int i = 0; i < method.argumentStreams(); i++) {
			this.arguments.add(new ArgumentStream(channel, i));
		}
	}

	/** Return the streams of a method, or {@code null} if it has none. */
	static @Nullable CallStreams of(FrameChannel channel, MethodSpec method) {
		return (method.argumentStreams() > 0 || method.isResultStreamed()) ? new CallStreams(channel, method) : null;
	}

	/** Put the streams where their numbers are. */
	void insert(@Nullable Object[] values) throws ReflectiveOperationException {
		for (int i = 0; i < values.length; i++) {
			if (this.method.isStreamed(i) && values[i] instanceof Integer number) {
				ArgumentStream stream = this.arguments.get(number);
				values[i] = this.method.isResource(i) ? Resources.of(stream) : stream;
			}
		}
	}

	void accept(byte[] payload) throws ProtocolException {
		StreamChunk piece = StreamChunk.of(payload);
		if (piece.stream() < 0 || piece.stream() >= this.arguments.size()) {
			throw new ProtocolException("A piece of no stream");
		}
		this.arguments.get(piece.stream()).accept(piece);
	}

	/**
	 * Send the content of a result that is streamed.
	 * @return what is encoded in its place
	 */
	@Nullable Object send(@Nullable Object result) throws ReflectiveOperationException, IOException {
		if (!this.method.isResultStreamed() || result == null) {
			return result;
		}
		byte[] bytes = new byte[StreamChunk.MAX_CONTENT];
		try (InputStream stream = (result instanceof InputStream itself) ? itself : Resources.open(result)) {
			for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes)) {
				if (read > 0) {
					// An interrupt would end the connection.
					Thread.interrupted();
					this.channel.send(FrameType.RESULT_PART, ByteBuffer.wrap(bytes, 0, read));
				}
			}
		}
		return true;
	}

}
