package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobHead;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobList;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Blobs over a real connection: each is there as its name says, or not at all.
 */
class BlobReceiverTests {

	private static final byte[] CONTENT = "what a jar has in it".repeat(40_000).getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path directory;

	private BlobReceiver receiver;

	private FrameChannel host;

	private FrameChannel agent;

	@BeforeEach
	void connect(@TempDir Path sockets) throws IOException {
		this.receiver = new BlobReceiver(this.directory);
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(sockets.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(address);
			this.host = new FrameChannel(SocketChannel.open(address));
			this.agent = new FrameChannel(server.accept());
		}
	}

	@AfterEach
	void disconnect() throws IOException {
		this.host.close();
		this.agent.close();
	}

	@Test
	void whenBlobArrivesThenItIsReadOnlyAndNoLongerMissing() throws Exception {
		String name = sha256(CONTENT);
		assertThat(missing(name)).containsExactly(name);
		CompletableFuture<Void> received = receive();
		send(name, CONTENT.length, CONTENT);
		assertThat(answer().type()).isEqualTo(FrameType.STORED);
		received.join();
		Path blob = BlobFiles.file(this.directory, name);
		assertThat(blob).hasBinaryContent(CONTENT);
		assertThat(Files.getPosixFilePermissions(blob)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
		assertThat(missing(name)).isEmpty();
		assertThat(files()).containsExactly(blob);
	}

	@Test
	void whenBytesAreNotWhatTheNameSaysThenNothingIsKept() throws Exception {
		byte[] other = CONTENT.clone();
		other[other.length - 1]++;
		CompletableFuture<Void> received = receive();
		send(sha256(CONTENT), other.length, other);
		assertThat(Failure.of(answer().expect(FrameType.FAILED)).message()).contains("arrived as " + sha256(other));
		assertThatExceptionOfType(Exception.class).isThrownBy(received::join)
			.withRootCauseInstanceOf(ProtocolException.class);
		assertThat(files()).isEmpty();
	}

	@Test
	void whenConnectionEndsInsideBlobThenNothingIsKept() throws Exception {
		CompletableFuture<Void> received = receive();
		send(sha256(CONTENT), CONTENT.length, Arrays.copyOf(CONTENT, CONTENT.length / 2));
		this.host.close();
		assertThatExceptionOfType(Exception.class).isThrownBy(received::join).withMessageContaining("early");
		assertThat(files()).isEmpty();
	}

	@Test
	void whenMoreIsSentThanWasSaidThenNothingIsKept() throws Exception {
		CompletableFuture<Void> received = receive();
		send(sha256(CONTENT), 10, Arrays.copyOf(CONTENT, 11));
		assertThatExceptionOfType(Exception.class).isThrownBy(received::join)
			.withRootCauseInstanceOf(ProtocolException.class);
		assertThat(files()).isEmpty();
	}

	@Test
	void whenBlobIsTooLargeThenItIsRefusedBeforeItIsSent() throws Exception {
		CompletableFuture<Void> received = receive();
		this.host.send(FrameType.BLOB, new BlobHead(sha256(CONTENT), BlobReceiver.MAX_SIZE + 1).toBytes());
		assertThat(Failure.of(answer().expect(FrameType.FAILED)).message()).contains("more than the");
		assertThatExceptionOfType(Exception.class).isThrownBy(received::join);
		assertThat(files()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "../../etc/passwd", "/etc/passwd", "A123" })
	void whenNameIsNoneOfABlobThenNothingIsDone(String name) {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> BlobHead.of(new BlobHead(name, 1).toBytes()));
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> BlobList.of(new BlobList(List.of(name)).toBytes()));
	}

	private List<String> missing(String name) throws IOException {
		this.receiver.answer(this.agent, new BlobList(List.of(name)).toBytes());
		return BlobList.of(answer().expect(FrameType.MISSING)).names();
	}

	private CompletableFuture<Void> receive() {
		return CompletableFuture.runAsync(() -> {
			try {
				Frame head = this.agent.receive((type) -> (type == FrameType.BLOB) ? 1024 : -1);
				this.receiver.receive(this.agent, head.payload());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex.getMessage(), ex);
			}
		});
	}

	private void send(String name, long size, byte[] content) throws IOException {
		this.host.send(FrameType.BLOB, new BlobHead(name, size).toBytes());
		for (int begin = 0; begin < content.length; begin += BlobHead.MAX_PART) {
			this.host.send(FrameType.PART,
					Arrays.copyOfRange(content, begin, Math.min(content.length, begin + BlobHead.MAX_PART)));
		}
	}

	private Frame answer() throws IOException {
		return this.host.receive((type) -> 64 * 1024);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	private static String sha256(byte[] content) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
	}

}
