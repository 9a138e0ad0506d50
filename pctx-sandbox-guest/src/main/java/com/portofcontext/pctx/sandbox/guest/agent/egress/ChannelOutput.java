package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What goes to a channel, counted before it does.
 */
final class ChannelOutput extends OutputStream {

	private final WritableByteChannel channel;

	private final Meter meter;

	ChannelOutput(WritableByteChannel channel, Meter meter) {
		this.channel = channel;
		this.meter = meter;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.meter.add(length);
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
	}

}
