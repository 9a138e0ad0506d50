package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * What comes from a channel. Unlike the JDK's own stream of a channel, it does not keep
 * another thread from writing at the same time.
 */
final class ChannelInput extends InputStream {

	private final ReadableByteChannel channel;

	private final Runnable activity;

	ChannelInput(ReadableByteChannel channel, Runnable activity) {
		this.channel = channel;
		this.activity = activity;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int count = this.channel.read(ByteBuffer.wrap(bytes, offset, length));
		this.activity.run();
		return count;
	}

}
