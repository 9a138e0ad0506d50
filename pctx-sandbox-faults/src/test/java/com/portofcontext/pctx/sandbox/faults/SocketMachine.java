package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;

/**
 * A machine whose agent somebody else starts.
 *
 * @param socket where it listens
 * @param blobDirectory the directory it reads
 */
record SocketMachine(Path socket, Path blobDirectory) implements Machine {

	@Override
	public String name() {
		return "faulty";
	}

	@Override
	public FrameChannel connect() {
		try {
			return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(this.socket)));
		}
		catch (IOException ex) {
			throw new SandboxUnavailableException("The agent cannot be reached at " + this.socket, ex);
		}
	}

	@Override
	public void open() {
	}

	@Override
	public void close() {
	}

}
