package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.MethodSpec;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import org.jspecify.annotations.Nullable;

/**
 * What is streamed of one call. A worker may have one piece of each argument on its way
 * at a time, and a result as large as any other.
 */
final class StreamRelay {

	private final FrameChannel host;

	/** The arguments of which a piece is on its way. */
	private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Worker worker;

	private long resultBytes;

	StreamRelay(FrameChannel host) {
		this.host = host;
	}

	/** Whose call it is from now on. */
	void begin(Worker worker) {
		this.worker = worker;
		this.resultBytes = 0;
	}

	/** How many bytes of a type are accepted from a worker. */
	static int accepted(FrameType type, MethodSpec method) {
		return switch (type) {
			case PULL -> (method.argumentStreams() > 0) ? 1 : -1;
			case RESULT_PART -> method.isResultStreamed() ? StreamChunk.MAX_CONTENT : -1;
			default -> -1;
		};
	}

	static boolean isPart(Frame frame) {
		return frame.type() == FrameType.PULL || frame.type() == FrameType.RESULT_PART;
	}

	/**
	 * Pass on what a worker sent.
	 * @return why its call ends with that, or {@code null}
	 * @throws IOException if the host is gone
	 */
	@Nullable Failure toHost(Frame frame, Worker worker) throws IOException {
		byte[] payload = frame.payload();
		if (frame.type() == FrameType.RESULT_PART) {
			this.resultBytes += payload.length;
			if (payload.length == 0 || this.resultBytes > worker.spec().limits().result()) {
				return new Failure(Failure.Kind.RESULT, "the streamed result exceeds max-result-size (%d bytes)"
					.formatted(worker.spec().limits().result()));
			}
		}
		else {
			try {
				if (!this.asked.add(StreamChunk.pulled(payload, worker.spec().method().argumentStreams()))) {
					throw new ProtocolException("A piece of a stream was asked for that is on its way");
				}
			}
			catch (ProtocolException ex) {
				return new Failure(Failure.Kind.RESULT, "the worker broke the protocol: " + ex.getMessage());
			}
		}
		this.host.send(frame.type(), payload);
		return null;
	}

	/** How many bytes of a type are accepted from the host during a call. */
	int accepted(FrameType type) {
		return (type == FrameType.CHUNK && !this.asked.isEmpty()) ? StreamChunk.MAX_BYTES : -1;
	}

	/**
	 * Pass on what the host sent.
	 * @throws IOException if it is no piece that was asked for
	 */
	void toWorker(Frame frame) throws IOException {
		Worker worker = this.worker;
		StreamChunk piece = StreamChunk.of(frame.expect(FrameType.CHUNK));
		if (worker == null || !this.asked.remove(piece.stream())) {
			throw new ProtocolException("A piece of a stream that was not asked for");
		}
		try {
			worker.channel().send(FrameType.CHUNK, frame.payload());
		}
		catch (IOException ex) {
			// It is gone, as who reads what it sends is told.
		}
	}

}
