package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What comes on a socket is held to what its reader accepts, before memory is spent on
 * it.
 */
@NullUnmarked
@Timeout(60)
class FrameChannelTests {

	private SocketChannel peer;

	private FrameChannel channel;

	@BeforeEach
	void connect(@TempDir Path directory) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
			this.peer = SocketChannel.open(address);
			this.channel = new FrameChannel(server.accept());
		}
	}

	@AfterEach
	void close() throws IOException {
		this.peer.close();
		this.channel.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 5_000_000 })
	void whenFrameIsAcceptedThenItsPayloadArrivesWhole(int length) throws Exception {
		byte[] payload = new byte[length];
		new Random(length).nextBytes(payload);
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(payload));
		Frame frame = this.channel.receive((type) -> length);
		assertThat(frame.type()).isEqualTo(FrameType.RESULT);
		assertThat(frame.payload()).isEqualTo(payload);
		sent.get();
	}

	private void send(byte[] payload) {
		try {
			new FrameChannel(this.peer).send(FrameType.RESULT, payload);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whenMuchIsAnnouncedAndLittleComesThenLittleIsAllocated() throws IOException {
		send(FrameType.RESULT.ordinal(), Integer.MAX_VALUE - 64, 10);
		this.peer.close();
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		assertThatExceptionOfType(EOFException.class)
			.isThrownBy(() -> this.channel.receive((type) -> Integer.MAX_VALUE));
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
	}

	@ParameterizedTest
	@ValueSource(ints = { 11, Integer.MAX_VALUE, -1, Integer.MIN_VALUE })
	void whenLengthIsNotAcceptedThenItIsRefused(int length) throws IOException {
		send(FrameType.RESULT.ordinal(), length, 0);
		assertThatExceptionOfType(FrameTooLargeException.class).isThrownBy(() -> this.channel.receive((type) -> 10));
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 127, 128, 255 })
	void whenTypeIsUnknownThenItIsRefused(int type) throws IOException {
		send(type, 0, 0);
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.channel.receive((accepted) -> Integer.MAX_VALUE));
	}

	@Test
	void whenTypeIsNotDueThenEvenAnEmptyFrameIsRefused() throws IOException {
		send(FrameType.HELLO.ordinal(), 0, 0);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.channel.receive((type) -> -1));
	}

	@Test
	void whenPeerClosesBetweenFramesThenThatIsTheEnd() throws IOException {
		this.peer.close();
		assertThat(this.channel.receive((type) -> 10)).isNull();
	}

	private void send(int type, int announced, int sent) throws IOException {
		this.peer.write(ByteBuffer.allocate(5 + sent).put((byte) type).putInt(announced).rewind());
	}

}
