package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * A host that sends a call of a gigabyte, and is closed by the agent for it.
 */
final class LargeCall {

	private static final int BYTES = 1 << 30;

	private LargeCall() {
	}

	static void send(AgentProcess agent) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()))) {
			channel.write(ByteBuffer.allocate(5).put((byte) FrameType.CALL.ordinal()).putInt(BYTES).flip());
			if (fill(channel)) {
				throw new IOException("The agent took a call that it cannot hold");
			}
		}
	}

	private static boolean fill(SocketChannel channel) {
		ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
		try {
			for (long sent = 0; sent < BYTES; sent += channel.write(piece.clear())) {
				// Until the agent has enough of it.
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
