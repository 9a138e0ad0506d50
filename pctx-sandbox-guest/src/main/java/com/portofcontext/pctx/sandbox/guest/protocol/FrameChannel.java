package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Frames on a unix socket: a type byte, a length, and as many bytes. A reader states how
 * much it accepts of each type, and memory follows what has come, not what is announced.
 */
public final class FrameChannel implements Closeable {

	private static final int HEADER = 5;

	/** What is allocated for a payload before any of it has come. */
	private static final int FIRST_PIECE = 1024 * 1024;

	/**
	 * What is read or written at once. The JDK keeps a buffer as large as the largest for
	 * each thread, for as long as that lives.
	 */
	private static final int CHUNK = 128 * 1024;

	private final SocketChannel channel;

	private final ByteBuffer header = ByteBuffer.allocate(HEADER);

	/** Guards whole frames: a worker's threads may print while the result is written. */
	private final ReentrantLock writing = new ReentrantLock();

	public FrameChannel(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Send one frame.
	 * @param type its type
	 * @param payload its content
	 * @throws IOException if the peer is gone
	 */
	public void send(FrameType type, byte[] payload) throws IOException {
		send(type, ByteBuffer.wrap(payload));
	}

	/**
	 * Send one frame.
	 * @param type its type
	 * @param payload its content, in pieces
	 * @throws PartlySentException if the peer was gone after it was given a part
	 * @throws IOException if the peer is gone
	 */
	public void send(FrameType type, ByteBuffer... payload) throws IOException {
		int length = 0;
		for (ByteBuffer piece : payload) {
			length = Math.addExact(length, piece.remaining());
		}
		ByteBuffer[] buffers = new ByteBuffer[payload.length + 1];
		buffers[0] = ByteBuffer.allocate(HEADER).put((byte) type.ordinal()).putInt(length).flip();
		System.arraycopy(payload, 0, buffers, 1, payload.length);
		this.writing.lock();
		try {
			write(buffers, (long) length + HEADER);
		}
		finally {
			this.writing.unlock();
		}
	}

	private void write(ByteBuffer[] buffers, long length) throws IOException {
		long remaining = length;
		try {
			while (remaining > 0 && length <= CHUNK) {
				remaining -= this.channel.write(buffers);
			}
			for (int i = 0; remaining > 0; i++) {
				int end = buffers[i].limit();
				while (buffers[i].position() < end) {
					buffers[i].limit(Math.min(end, buffers[i].position() + CHUNK));
					remaining -= this.channel.write(buffers[i]);
				}
			}
		}
		catch (IOException ex) {
			if (remaining < length) {
				throw new PartlySentException(ex);
			}
			throw ex;
		}
	}

	/**
	 * Wait for the next frame. Only one thread may receive.
	 * @param limit how many bytes are accepted of a type
	 * @return the frame, or {@code null} when the peer closed between two frames
	 * @throws IOException if the connection broke, or the peer sent what is not allowed
	 */
	public @Nullable Frame receive(ToIntFunction<FrameType> limit) throws IOException {
		this.header.clear();
		if (this.channel.read(this.header) < 0) {
			return null;
		}
		fill(this.header);
		this.header.flip();
		FrameType type = FrameType.of(this.header.get());
		int length = this.header.getInt();
		int max = limit.applyAsInt(type);
		if (length < 0 || length > max) {
			throw new FrameTooLargeException(type, length, max);
		}
		return new Frame(type, payload(length));
	}

	private byte[] payload(int length) throws IOException {
		byte[] payload = new byte[Math.min(length, FIRST_PIECE)];
		fill(ByteBuffer.wrap(payload));
		while (payload.length < length) {
			int filled = payload.length;
			payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * filled));
			fill(ByteBuffer.wrap(payload, filled, payload.length - filled));
		}
		return payload;
	}

	private void fill(ByteBuffer buffer) throws IOException {
		int end = buffer.limit();
		while (buffer.position() < end) {
			buffer.limit(Math.min(end, buffer.position() + CHUNK));
			if (this.channel.read(buffer) < 0) {
				throw new EOFException("Connection closed inside a frame");
			}
		}
	}

	/**
	 * Tell whether the peer is there and has sent nothing that was not received. Nobody
	 * may receive meanwhile, and of what was sent nothing can be received any more.
	 * @return whether it is silent
	 * @throws IOException if the connection broke
	 */
	public boolean isSilent() throws IOException {
		this.channel.configureBlocking(false);
		try {
			return this.channel.read(this.header.clear()) == 0;
		}
		finally {
			this.channel.configureBlocking(true);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
