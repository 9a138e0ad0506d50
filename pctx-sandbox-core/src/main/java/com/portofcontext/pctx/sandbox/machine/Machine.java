package com.portofcontext.pctx.sandbox.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;

/**
 * Where sandboxed code runs. Whatever it is, an agent in it answers on a unix socket.
 *
 * @since 0.1.0
 */
public interface Machine {

	/**
	 * Return its name in reports.
	 * @return such as {@code local}
	 */
	String name();

	/**
	 * Connect to the machine's agent, starting both if needed.
	 * @return a new connection
	 * @throws com.portofcontext.pctx.sandbox.SandboxUnavailableException if there is none
	 */
	FrameChannel connect();

	/**
	 * Return where class-path blobs are to be put.
	 * @return the directory, which its agent reads unless they are {@link #send sent}
	 */
	Path blobDirectory();

	/**
	 * Wait until it can be connected to. Where that takes no time, nothing is waited for.
	 * @param patience how long to wait
	 * @throws com.portofcontext.pctx.sandbox.SandboxUnavailableException if it is not
	 * ready then
	 */
	default void await(Duration patience) {
	}

	/**
	 * Have its agent have class-path blobs. An agent that reads the directory has them.
	 * @param blobs their SHA-256 names
	 * @throws com.portofcontext.pctx.sandbox.SandboxUnavailableException if it does not
	 * get them
	 */
	default void send(List<String> blobs) {
	}

	/**
	 * Allow connections, at first and again after {@link #close()}.
	 */
	void open();

	/**
	 * End the agent and everything it started, and refuse connections until the machine
	 * is opened again.
	 */
	void close();

}
