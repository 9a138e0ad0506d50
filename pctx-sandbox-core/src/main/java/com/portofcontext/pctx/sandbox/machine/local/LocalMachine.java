package com.portofcontext.pctx.sandbox.machine.local;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.agent.Agent;
import com.portofcontext.pctx.sandbox.guest.agent.AgentException;
import com.portofcontext.pctx.sandbox.guest.agent.AgentSettings;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NativeDetector;

/**
 * This Linux host: the agent runs inside the application's own process.
 *
 * @since 0.1.0
 */
public final class LocalMachine implements Machine {

	private static final Logger logger = LoggerFactory.getLogger(LocalMachine.class);

	private final Path blobDirectory;

	private final Supplier<AgentSettings> settings;

	/** The agent, or the attempt to start it that others wait for. */
	private final AtomicReference<@Nullable FutureTask<Agent>> agent = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Create a machine. Nothing is started before somebody connects.
	 * @param blobDirectory where class-path blobs are put
	 * @param settings says how its agent is set up, when that is started
	 */
	public LocalMachine(Path blobDirectory, Supplier<AgentSettings> settings) {
		this.blobDirectory = blobDirectory;
		this.settings = settings;
	}

	@Override
	public String name() {
		return "local";
	}

	@Override
	public Path blobDirectory() {
		return this.blobDirectory;
	}

	@Override
	public FrameChannel connect() {
		Path socket = start().socket();
		try {
			return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
		}
		catch (IOException ex) {
			throw new SandboxUnavailableException(
					"The sandbox's agent cannot be reached at %s: %s. Let nothing clean up that directory, or name another in pctx.sandbox.local.directory, and restart the application."
						.formatted(socket, ex),
					ex);
		}
	}

	private Agent start() {
		if (this.closed) {
			throw shutDown();
		}
		FutureTask<Agent> task = new FutureTask<>(this::startAgent);
		FutureTask<Agent> current = this.agent.compareAndExchange(null, task);
		if (current == null) {
			current = task;
			task.run();
		}
		try {
			Agent started = current.get();
			if (this.closed) {
				end(current);
				throw shutDown();
			}
			return started;
		}
		catch (ExecutionException ex) {
			// What is missing may be there at the next call.
			this.agent.compareAndSet(current, null);
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new SandboxUnavailableException("The sandbox cannot start on this machine: " + cause.getMessage(),
					cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SandboxUnavailableException(
					"The sandbox is not ready: the calling thread was interrupted while it was starting. Call again, or start it with the application by pctx.sandbox.pool.warm-up=true.",
					ex);
		}
	}

	private static SandboxUnavailableException shutDown() {
		return new SandboxUnavailableException(
				"The sandbox is shut down with its application. Make calls only while the application context runs.");
	}

	private Agent startAgent() throws AgentException, IOException {
		String system = System.getProperty("os.name", "");
		if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
			throw unsupported("this version runs sandboxed code on Linux only, and this is " + system, "Linux");
		}
		if (NativeDetector.inNativeImage()) {
			throw unsupported("a native image has no JVM to run workers with", "a JDK");
		}
		return Agent.start(this.settings.get());
	}

	private static IOException unsupported(String reason, String supported) {
		return new IOException(
				"%s. Run the application on %s, or switch the sandbox off by pctx.sandbox.enabled=false: its calls are refused then"
					.formatted(reason, supported));
	}

	@Override
	public boolean isStarted() {
		return this.agent.get() != null;
	}

	@Override
	public void open() {
		this.closed = false;
	}

	@Override
	public void close() {
		this.closed = true;
		FutureTask<Agent> task = this.agent.get();
		if (task != null) {
			end(task);
		}
	}

	private void end(FutureTask<Agent> task) {
		if (!this.agent.compareAndSet(task, null)) {
			return;
		}
		// Nobody else ends the agent, so a thread that is interrupted has to.
		boolean interrupted = Thread.interrupted();
		while (true) {
			try {
				task.get().close();
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (ExecutionException ex) {
				// It never started.
				break;
			}
			catch (IOException ex) {
				logger.warn("The sandbox's agent left something behind", ex);
				break;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
