package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.function.Function;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streamed arguments of a call, a piece whenever one is asked for. It has a
 * thread of its own: a stream that blocks must not keep its call from ending in time.
 */
final class ArgumentPump implements AutoCloseable {

	private final List<StreamSource> streams;

	private final FrameChannel channel;

	private final Function<Runnable, Future<?>> threads;

	/** Of each stream one piece may be asked for at a time. */
	private final BlockingQueue<Integer> asked;

	private @Nullable Future<?> task;

	ArgumentPump(List<StreamSource> streams, FrameChannel channel, Function<Runnable, Future<?>> threads) {
		this.streams = streams;
		this.channel = channel;
		this.threads = threads;
		this.asked = new ArrayBlockingQueue<>(streams.size() + 1);
	}

	void pull(byte[] payload) throws ProtocolException {
		int stream = StreamChunk.pulled(payload, this.streams.size());
		if (!this.asked.offer(stream)) {
			throw new ProtocolException("More pieces of streams were asked for than there may be at a time");
		}
		if (this.task == null) {
			this.task = this.threads.apply(this::run);
		}
	}

	private void run() {
		byte[] bytes = new byte[StreamChunk.MAX_CONTENT];
		try {
			while (true) {
				StreamChunk chunk = read(this.asked.take(), bytes);
				this.channel.send(FrameType.CHUNK, chunk.head(), chunk.content());
			}
		}
		catch (IOException | InterruptedException ex) {
			// The call is over.
		}
		finally {
			this.streams.forEach(ArgumentPump::close);
		}
	}

	private static void close(StreamSource stream) {
		try {
			stream.close();
		}
		catch (IOException | RuntimeException ex) {
			// Nothing of it is needed any more.
		}
	}

	private StreamChunk read(int stream, byte[] bytes) {
		try {
			int read = this.streams.get(stream).read(bytes);
			return (read < 0) ? new StreamChunk(stream, StreamChunk.Kind.END, ByteBuffer.allocate(0))
					: new StreamChunk(stream, StreamChunk.Kind.DATA, ByteBuffer.wrap(bytes, 0, read));
		}
		catch (IOException | RuntimeException ex) {
			return StreamChunk.failed(stream, "The application's stream cannot be read: " + ex);
		}
	}

	/**
	 * A stream that does not let itself be interrupted keeps the thread until it does.
	 */
	@Override
	public void close() {
		if (this.task != null) {
			this.task.cancel(true);
		}
	}

}
