package com.portofcontext.pctx.sandbox.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
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
	 * Begin a call, once the machine can be connected to. Where that takes no time,
	 * nothing is waited for.
	 * @param patience how long to wait
	 * @return the call's use of the machine, to be closed when the call is over
	 * @throws com.portofcontext.pctx.sandbox.SandboxUnavailableException if it is not
	 * ready then
	 */
	default Use use(Duration patience) {
		return () -> {
		};
	}

	/**
	 * Tell whether there is an agent to ask without starting one.
	 * @return whether the machine is up, or on its way
	 */
	default boolean isStarted() {
		return true;
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
	 * Go back to how the machine was before any sandboxed code ran in it.
	 * @throws SandboxException if it cannot, with the reason
	 */
	default void reset() {
		throw new SandboxException(
				"The sandbox was not reset: machine '%s' keeps no state to go back to. Each call has a worker of its own there, and nothing of it is left; a machine that can be reset is pctx.sandbox.machine=lima."
					.formatted(name()));
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

	/**
	 * A call's use of the machine, which is not reset or stopped of its own accord while
	 * there is one.
	 */
	@FunctionalInterface
	interface Use {

		/** The call is over. */
		void close();

	}

}
