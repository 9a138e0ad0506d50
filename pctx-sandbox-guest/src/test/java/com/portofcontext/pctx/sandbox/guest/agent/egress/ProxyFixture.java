package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import com.portofcontext.pctx.sandbox.guest.protocol.NetworkDecision;
import com.portofcontext.pctx.sandbox.guest.protocol.NetworkLimits;

/**
 * A proxy as one worker meets it, and a worker that sends it bytes of its own choice. The
 * name {@code server.example} leads to this machine's loopback.
 */
final class ProxyFixture implements Closeable {

	private final ExecutorService threads;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final Path directory = Files.createTempDirectory("proxy");

	private final EgressProxy proxy;

	ProxyFixture(NetworkLimits limits, List<String> allow) throws IOException {
		this(limits, allow, Executors.newCachedThreadPool());
	}

	ProxyFixture(NetworkLimits limits, List<String> allow, ExecutorService threads) throws IOException {
		this.threads = threads;
		Gate gate = new Gate(AllowList.parse(allow),
				(name) -> List.of(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 })));
		this.proxy = EgressProxy.listen("Test.method", socket(), gate, limits, this.threads, this.timer);
	}

	private Path socket() {
		return this.directory.resolve("e");
	}

	EgressProxy proxy() {
		return this.proxy;
	}

	SocketChannel connect() throws IOException {
		SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(UnixDomainSocketAddress.of(socket()));
		return channel;
	}

	/** Send bytes, end, and return all that comes back. */
	String ask(byte[] request) throws IOException {
		try (SocketChannel channel = connect()) {
			write(channel, request);
			channel.shutdownOutput();
			return readAll(channel);
		}
	}

	String ask(String request) throws IOException {
		return ask(request.getBytes(StandardCharsets.ISO_8859_1));
	}

	static void write(SocketChannel channel, byte[] bytes) throws IOException {
		try (OutputStream out = new ChannelOutput(channel, (count) -> {
		})) {
			out.write(bytes);
		}
	}

	static void write(SocketChannel channel, String text) throws IOException {
		write(channel, text.getBytes(StandardCharsets.ISO_8859_1));
	}

	static String readAll(SocketChannel channel) throws IOException {
		return new String(new ChannelInput(channel, () -> {
		}).readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	static String read(SocketChannel channel, int length) throws IOException {
		return new String(new ChannelInput(channel, () -> {
		}).readNBytes(length), StandardCharsets.ISO_8859_1);
	}

	List<NetworkDecision> decisions() {
		return this.proxy.decisions();
	}

	@Override
	public void close() throws IOException {
		this.proxy.close();
		this.threads.shutdownNow();
		this.timer.shutdownNow();
		Files.deleteIfExists(socket());
		Files.deleteIfExists(this.directory);
	}

}
