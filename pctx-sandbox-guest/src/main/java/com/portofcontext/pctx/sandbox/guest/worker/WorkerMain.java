package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;

/**
 * The program of a worker's JVM.
 */
public final class WorkerMain {

	/**
	 * System property with the worker's own jars that sandboxed code must not see, where
	 * there are any.
	 */
	public static final String HIDDEN = "pctx.sandbox.hidden";

	private WorkerMain() {
	}

	/**
	 * Serve one call and end.
	 * @param args the path of the agent's socket
	 * @throws IOException if the agent cannot be reached
	 */
	public static void main(String[] args) throws IOException {
		String hidden = System.clearProperty(HIDDEN);
		if (hidden != null) {
			HiddenRuntime.main(hidden, args);
			return;
		}
		SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
		new WorkerSession(new FrameChannel(channel)).run();
	}

}
