package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.ProtocolException;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves hosts on a unix socket that only its own account may open: keeps workers ready
 * and leases them.
 */
public final class Agent implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Agent.class);

	private static final long RETRY_MILLIS = 100;

	/** What calls that wait are given to be told that there is no worker for them. */
	private static final long TELLING_MILLIS = 250;

	private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

	private final AgentSite agentSite;

	private final AgentSocket socket;

	private final ExecutorService threads;

	private final ScheduledThreadPoolExecutor timer;

	private final Launcher launcher;

	private final WorkerPool pool;

	private final PoolSettings settings;

	/** Takes blobs from hosts that do not share the directory. */
	private final @Nullable BlobReceiver blobs;

	private final Set<HostConnection> connections = ConcurrentHashMap.newKeySet();

	/**
	 * The calls that wait for a worker, and this agent, which waits for them at its end.
	 */
	private final Phaser waiting = new Phaser(1);

	/** Takes what may fail ready-made: from here on nothing does. */
	private Agent(AgentSite agentSite, AgentSettings settings, ExecutorService threads, AgentSocket socket) {
		this.agentSite = agentSite;
		this.settings = settings.pool();
		this.blobs = (settings.socket() != null) ? new BlobReceiver(settings.blobDirectory()) : null;
		this.threads = threads;
		this.timer = new ScheduledThreadPoolExecutor(1, NamedThreads.daemon("pctx-sandbox-timer"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.launcher = new Launcher();
		Archives archives = new Archives(agentSite.site(), this.settings.trainAfter() > 0);
		WorkerFactory factory = new WorkerFactory(agentSite.site(), archives, this.launcher, this.timer,
				this.settings.startTimeout().toMillis());
		Trainer trainer = archives.isEnabled() ? new Trainer(factory, archives) : null;
		this.pool = new WorkerPool(factory, trainer, this.settings, this.timer);
		this.socket = socket;
	}

	/**
	 * Start an agent, after removing what killed ones left.
	 * @param settings how it is set up
	 * @return the agent
	 * @throws AgentException if there is no jail or no account for workers
	 * @throws IOException if its directory cannot be made
	 */
	public static Agent start(AgentSettings settings) throws AgentException, IOException {
		ExecutorService threads = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-agent"));
		AgentSite site = AgentSite.open(settings, threads);
		Agent agent = new Agent(site, settings, threads, listen(site, settings.socket()));
		try {
			threads.execute(agent::accept);
			threads.execute(new BlobSweep(settings.blobDirectory(), BlobSweep.BLOB, BlobSweep.MAX_BYTES)::run);
			threads.execute(new BlobSweep(Archives.directory(settings.blobDirectory()), ArchiveStore.NAME,
					ArchiveStore.MAX_TOTAL)::run);
			return agent;
		}
		catch (OutOfMemoryError ex) {
			agent.close();
			throw new IOException("The sandbox's agent has no threads to serve calls with", ex);
		}
	}

	/** An agent that nobody can reach leaves nothing. */
	private static AgentSocket listen(AgentSite site, @Nullable HostSocket socket) throws IOException {
		try {
			return (socket != null) ? AgentSocket.open(socket) : AgentSocket.open(site.site().directory());
		}
		catch (IOException ex) {
			site.close();
			throw ex;
		}
	}

	/**
	 * Return the socket to connect to.
	 * @return the file
	 */
	public Path socket() {
		return this.socket.path();
	}

	/** Only its own end ends it: whatever else fails may work again in a moment. */
	private void accept() {
		try {
			while (true) {
				try {
					begin(new HostConnection(new FrameChannel(this.socket.accept()), this));
				}
				catch (ClosedChannelException ex) {
					return;
				}
				catch (IOException ex) {
					logger.warn("The agent's socket {} takes no connection, which is tried again: {}",
							this.socket.path(), ex.toString());
					TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void begin(HostConnection connection) throws IOException {
		try {
			connection.begin();
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			connection.close();
			throw new IOException("there is no thread for it", ex);
		}
	}

	ExecutorService threads() {
		return this.threads;
	}

	Set<HostConnection> connections() {
		return this.connections;
	}

	/** How much of each frame is accepted from hosts between two calls. */
	int accepted(FrameType type) {
		return switch (type) {
			case CALL -> Integer.MAX_VALUE - 64;
			case DEFINE -> 4 * 1024 * 1024;
			case STATUS -> 0;
			case BLOBS, BLOB -> (this.blobs != null) ? BlobReceiver.MAX_FRAME : -1;
			default -> -1;
		};
	}

	/** Answer what is no call. */
	void answer(FrameChannel host, Frame frame) throws IOException {
		switch (frame.type()) {
			case DEFINE -> define(host, frame.payload());
			case STATUS -> host.send(FrameType.STATUS_REPLY, status().toBytes());
			case BLOBS -> blobs().answer(host, frame.payload());
			case BLOB -> blobs().receive(host, frame.payload());
			default -> throw new ProtocolException("Unexpected frame " + frame.type());
		}
	}

	private BlobReceiver blobs() {
		return Objects.requireNonNull(this.blobs);
	}

	Lease lease(FrameChannel host, CompletableFuture<Void> hostGone, Runnable answering, StreamRelay streams) {
		return new Lease(host, hostGone, answering, streams, this.pool, this.timer, this.agentSite.reportHead(),
				this.waiting);
	}

	private void define(FrameChannel host, byte[] payload) throws IOException {
		try {
			WorkerSpec spec = WorkerSpec.of(payload);
			this.pool.define(spec, spec.id());
			host.send(FrameType.DEFINED, new byte[0]);
		}
		catch (AgentException ex) {
			host.send(FrameType.FAILED, ex.failure().toBytes());
		}
	}

	AgentStatus status() {
		return new AgentStatus(this.agentSite.site().jail().displayName(), this.agentSite.site().limiter().name(),
				this.agentSite.reportHead().unenforced(), this.settings.maxWorkers(), this.pool.waiting(),
				this.pool.status());
	}

	/**
	 * End all workers and remove everything this agent made. What fails, or an interrupt,
	 * keeps nothing else from being ended.
	 */
	@Override
	public void close() throws IOException {
		boolean interrupted = Thread.interrupted();
		List<Closeable> steps = new ArrayList<>(List.of(this.socket));
		steps.add(this::refuseCalls);
		steps.addAll(this.connections);
		steps.add(this::endWorkers);
		steps.add(this::endThreads);
		steps.add(this.agentSite::close);
		IOException failure = null;
		for (Closeable step : steps) {
			try {
				step.close();
			}
			catch (InterruptedIOException ex) {
				interrupted = true;
			}
			catch (IOException | RuntimeException ex) {
				if (failure == null) {
					failure = new IOException("The agent did not end cleanly: " + ex, ex);
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (failure != null) {
			throw failure;
		}
	}

	/** Calls that never ran are told so, before their connections end. */
	private void refuseCalls() throws InterruptedIOException {
		this.pool.refuse();
		try {
			this.waiting.awaitAdvanceInterruptibly(this.waiting.arriveAndDeregister(), TELLING_MILLIS,
					TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			// Their connections end all the same.
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException("Interrupted while calls were refused");
		}
	}

	private void endWorkers() throws InterruptedIOException {
		try {
			this.pool.close(CLOSE_NANOS);
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException("Interrupted while workers ended");
		}
	}

	private void endThreads() {
		this.threads.shutdownNow();
		this.timer.shutdownNow();
		this.launcher.close();
	}

}
