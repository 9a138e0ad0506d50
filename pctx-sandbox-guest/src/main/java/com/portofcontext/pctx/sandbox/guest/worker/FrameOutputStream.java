package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * Sends what is printed as frames, in order with the result.
 */
final class FrameOutputStream extends OutputStream {

	private static final int MAX = 32 * 1024;

	private final FrameChannel channel;

	private final byte stream;

	FrameOutputStream(FrameChannel channel, byte stream) {
		this.channel = channel;
		this.stream = stream;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		for (int sent = 0; sent < length; sent += MAX) {
			ByteBuffer head = ByteBuffer.wrap(new byte[] { this.stream });
			this.channel.send(FrameType.OUTPUT, head,
					ByteBuffer.wrap(bytes, offset + sent, Math.min(MAX, length - sent)));
		}
	}

}
