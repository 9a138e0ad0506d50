package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.StreamChunk;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is the application's: each piece is asked for when it is needed. To close
 * it ends the asking only: it stays open where it belongs.
 */
final class ArgumentStream extends InputStream {

	private final FrameChannel channel;

	private final int number;

	/** One piece at most is on its way. */
	private final BlockingQueue<StreamChunk> pieces = new ArrayBlockingQueue<>(1);

	private @Nullable StreamChunk current;

	/** A piece may be on its way to a reader that was interrupted. */
	private boolean asked;

	private boolean closed;

	ArgumentStream(FrameChannel channel, int number) {
		this.channel = channel;
		this.number = number;
	}

	void accept(StreamChunk piece) throws ProtocolException {
		if (!this.pieces.offer(piece)) {
			throw new ProtocolException("A piece that was not asked for");
		}
	}

	@Override
	public synchronized int read() throws IOException {
		ByteBuffer content = content();
		return content.hasRemaining() ? content.get() & 0xff : -1;
	}

	@Override
	public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return 0;
		}
		ByteBuffer content = content();
		int read = Math.min(length, content.remaining());
		content.get(bytes, offset, read);
		return (read > 0) ? read : -1;
	}

	@Override
	public synchronized int available() throws IOException {
		StreamChunk piece = this.current;
		return (piece != null && piece.kind() == StreamChunk.Kind.DATA && !this.closed) ? piece.content().remaining()
				: 0;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
	}

	/** Return what is left of the piece, or of the next; nothing at the end. */
	private ByteBuffer content() throws IOException {
		if (this.closed) {
			throw new IOException("Stream closed");
		}
		StreamChunk piece = this.current;
		if (piece == null || (piece.kind() == StreamChunk.Kind.DATA && !piece.content().hasRemaining())) {
			piece = next();
			this.current = piece;
		}
		return switch (piece.kind()) {
			case DATA -> piece.content();
			case END -> ByteBuffer.allocate(0);
			case FAILED -> throw new IOException(StandardCharsets.UTF_8.decode(piece.content().duplicate()).toString());
		};
	}

	private StreamChunk next() throws IOException {
		if (!this.asked) {
			this.channel.send(FrameType.PULL, StreamChunk.pull(this.number));
			this.asked = true;
		}
		try {
			StreamChunk piece = this.pieces.take();
			this.asked = false;
			return piece;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a piece of the stream");
		}
	}

}
