package com.portofcontext.pctx.sandbox.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Floor of every exchange: one byte to another thread and back.
 */
final class RoundTrip {

	private static final int WARM_UP = 20_000;

	private static final int COUNT = 50_000;

	private RoundTrip() {
	}

	static Figure pipe() throws Exception {
		Pipe there = Pipe.open();
		Pipe back = Pipe.open();
		try (WritableByteChannel out = there.sink();
				ReadableByteChannel in = back.source();
				ReadableByteChannel farIn = there.source();
				WritableByteChannel farOut = back.sink()) {
			return measure("pipe round trip", out, in, farIn, farOut);
		}
	}

	static Figure unixSocket() throws Exception {
		Path path = Files.createTempDirectory("pctx-benchmark").resolve("socket");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(path));
			try (ByteChannel near = SocketChannel.open(UnixDomainSocketAddress.of(path));
					ByteChannel far = server.accept()) {
				return measure("unix socket round trip", near, near, far, far);
			}
		}
		finally {
			Files.delete(path);
			Files.delete(path.getParent());
		}
	}

	private static Figure measure(String name, WritableByteChannel out, ReadableByteChannel in,
			ReadableByteChannel farIn, WritableByteChannel farOut) throws Exception {
		Thread echo = new Thread(() -> echo(farIn, farOut), "pctx-benchmark-echo");
		echo.setDaemon(true);
		echo.start();
		ByteBuffer buffer = ByteBuffer.allocateDirect(1);
		Samples samples = Samples.time(WARM_UP, COUNT, Samples.Action.NONE, () -> {
			out.write(buffer.clear());
			in.read(buffer.clear());
		});
		out.close();
		echo.join();
		return Figure.of(name, samples, Figure.MILLIS);
	}

	private static void echo(ReadableByteChannel in, WritableByteChannel out) {
		ByteBuffer buffer = ByteBuffer.allocateDirect(1);
		try {
			while (in.read(buffer.clear()) > 0) {
				out.write(buffer.flip());
			}
		}
		catch (IOException ex) {
			// The other side has measured enough.
		}
	}

}
