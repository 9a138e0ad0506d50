package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * Receives what comes on a socket. Whatever it is, it is read as frames that are no
 * longer than accepted and hold what was sent, up to a refusal or the end, and memory
 * follows what has come.
 */
public final class FrameChannelFuzzer {

	/** So much fits into a socket that nobody reads. */
	private static final int MAX_BYTES = 64 * 1024;

	private static final ServerSocketChannel server = listen();

	private FrameChannelFuzzer() {
	}

	/** Where no file is named, the JDK finds one. */
	private static ServerSocketChannel listen() {
		try {
			ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(null);
			((UnixDomainSocketAddress) socket.getLocalAddress()).getPath().toFile().deleteOnExit();
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Receive all frames of one connection.
	 * @param data what comes on it
	 */
	public static void fuzzerTestOneInput(byte[] data) throws IOException {
		byte[] sent = Arrays.copyOf(data, Math.min(data.length, MAX_BYTES));
		SocketAddress address = server.getLocalAddress();
		try (SocketChannel peer = SocketChannel.open(address);
				FrameChannel channel = new FrameChannel(server.accept())) {
			peer.write(ByteBuffer.wrap(sent));
			peer.shutdownOutput();
			receive(channel, ByteBuffer.wrap(sent));
		}
	}

	private static void receive(FrameChannel channel, ByteBuffer sent) {
		try {
			Frame frame = channel.receive(FrameChannelFuzzer::accepted);
			while (frame != null) {
				require(frame.payload().length <= accepted(frame.type()), "A frame is longer than accepted");
				require(sent.get() == frame.type().ordinal(), "A frame is of another type");
				require(sent.getInt() == frame.payload().length, "A frame is of another length");
				ByteBuffer payload = ByteBuffer.wrap(frame.payload());
				require(sent.slice().limit(payload.remaining()).equals(payload), "A frame has another content");
				sent.position(sent.position() + payload.remaining());
				frame = channel.receive(FrameChannelFuzzer::accepted);
			}
			require(!sent.hasRemaining(), "It ends before its end");
		}
		catch (IOException ex) {
			// It is refused, or ends within a frame.
		}
	}

	/** None of some types, little of others, and more than there is memory. */
	private static int accepted(FrameType type) {
		return switch (type.ordinal() % 3) {
			case 0 -> -1;
			case 1 -> 100;
			default -> Integer.MAX_VALUE - 64;
		};
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalStateException(otherwise);
		}
	}

}
