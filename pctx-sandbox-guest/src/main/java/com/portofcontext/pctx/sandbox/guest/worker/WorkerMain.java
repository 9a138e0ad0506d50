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
	 * System property with the mapper's jars, where sandboxed code must not see them.
	 */
	public static final String HIDDEN = "pctx.sandbox.hidden";

	private WorkerMain() {
	}

	/**
	 * Serve one call and end.
	 * @param args the path of the agent's socket, and that of the proxy's where there is
	 * one
	 * @throws IOException if the agent cannot be reached
	 */
	public static void main(String[] args) throws IOException {
		String hidden = System.clearProperty(HIDDEN);
		if (hidden != null) {
			HiddenRuntime.main(hidden, args);
			return;
		}
		if (args.length > 1) {
			EgressForwarder.start(args[1]);
		}
		SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
		new WorkerSession(new FrameChannel(channel)).run();
	}

}
