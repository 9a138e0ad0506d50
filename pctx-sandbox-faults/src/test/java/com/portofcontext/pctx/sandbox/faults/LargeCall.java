package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A host that announces a call of a gigabyte, and is closed by the agent for it.
 */
final class LargeCall {

	private static final int BYTES = 1 << 30;

	private LargeCall() {
	}

	static void announce(AgentProcess agent) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()))) {
			channel.write(ByteBuffer.allocate(5).put((byte) FrameType.CALL.ordinal()).putInt(BYTES).flip());
			if (channel.read(ByteBuffer.allocate(1)) >= 0) {
				throw new IOException("The agent has an answer to a call that it cannot hold");
			}
		}
	}

}
