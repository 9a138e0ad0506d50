package com.portofcontext.pctx.sandbox.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.machine.Machine;

/**
 * A machine whose socket is there, and nobody behind it.
 */
final class SilentMachine implements Machine {

	private final Path directory;

	private final UnixDomainSocketAddress address;

	private final ServerSocketChannel socket;

	SilentMachine(Path directory) {
		this.directory = directory;
		this.address = UnixDomainSocketAddress.of(directory.resolve("socket"));
		try {
			this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(this.address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String name() {
		return "silent";
	}

	@Override
	public FrameChannel connect() {
		try {
			return new FrameChannel(SocketChannel.open(this.address));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Take the connection that has waited longest, and end it. */
	void hangUp() throws IOException {
		this.socket.accept().close();
	}

	/** Take the connection that has waited longest, and send something on it. */
	void speak() throws IOException {
		new FrameChannel(this.socket.accept()).send(FrameType.DEFINED, new byte[0]);
	}

	@Override
	public Path blobDirectory() {
		return this.directory.resolve("blobs");
	}

	@Override
	public void open() {
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
