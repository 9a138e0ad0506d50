package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.agent.WorkerUsers;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A Lima VM on this host, reached over an ssh connection of our own.
 *
 * @since 0.1.0
 */
public final class LimaMachine implements Machine {

	private static final Logger logger = LoggerFactory.getLogger(LimaMachine.class);

	/** How long a connection may take, and each part of what is sent over it. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final LimaSettings settings;

	private final Path blobDirectory;

	private final LimaHome home;

	private final LimaVm vm;

	private final ScheduledThreadPoolExecutor timer;

	private final ExecutorService threads;

	/** What is up, or the attempt to bring it up that others wait for. */
	private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

	private volatile boolean closed;

	private volatile Activity activity = new Activity("not started yet", System.nanoTime());

	/**
	 * Create a machine. Nothing is started before it is opened.
	 * @param settings how it is set up
	 * @param blobDirectory where class-path blobs are put on this host
	 */
	public LimaMachine(LimaSettings settings, Path blobDirectory) {
		this.settings = settings;
		this.blobDirectory = blobDirectory;
		this.home = new LimaHome(settings.home().toAbsolutePath(), settings.instance());
		this.vm = new LimaVm(settings, this.home, this::progress);
		this.timer = new ScheduledThreadPoolExecutor(1, daemons("pctx-sandbox-lima-timer-"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.threads = Executors.newCachedThreadPool(daemons("pctx-sandbox-lima-"));
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

	private void progress(String what) {
		this.activity = new Activity(what, System.nanoTime());
		logger.info("Lima machine '{}': {}", this.settings.instance(), what);
	}

	@Override
	public String name() {
		return "lima";
	}

	@Override
	public Path blobDirectory() {
		return this.blobDirectory;
	}

	@Override
	public void open() {
		this.closed = false;
		switch (this.settings.start()) {
			case EAGER -> session(this.settings.startTimeout());
			case BACKGROUND -> start();
			case ON_FIRST_CALL -> {
			}
		}
	}

	@Override
	public void await(Duration patience) {
		session(patience);
	}

	private Attempt start() {
		if (this.closed) {
			throw new SandboxUnavailableException(
					"The sandbox is shut down with its application. Make calls only while the application context runs.");
		}
		Attempt attempt = new Attempt();
		Attempt earlier = this.current.compareAndExchange(null, attempt);
		if (earlier != null) {
			return earlier;
		}
		attempt.thread.start();
		return attempt;
	}

	private LimaSession session(Duration patience) {
		Attempt attempt = start();
		try {
			return attempt.outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new SandboxUnavailableException(
					"The Lima machine is not ready: for %d s it has been %s. Call again later, or let the application wait for it by pctx.sandbox.lima.start=eager."
						.formatted(this.activity.seconds(), this.activity.what()),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SandboxUnavailableException(
					"The Lima machine is not ready: the calling thread was interrupted while it was starting. Call again, or let the application wait for it by pctx.sandbox.lima.start=eager.",
					ex);
		}
		catch (ExecutionException ex) {
			// What is missing may be there at the next call.
			this.current.compareAndSet(attempt, null);
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new SandboxUnavailableException("The Lima machine cannot be had: " + cause.getMessage(), cause);
		}
	}

	private LimaSession bringUp(Attempt attempt) throws Exception {
		checkAccount();
		long begun = System.nanoTime();
		LimaSession session = LimaSession.open(this.vm, this.settings, this.home, this.blobDirectory, this.timer,
				this::progress);
		session.onEnd(() -> lost(attempt, session));
		progress("ready after %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
		return session;
	}

	private static void checkAccount() throws IOException {
		if (System.getProperty("os.name", "").startsWith("Linux") && WorkerUsers.isRoot()) {
			throw new LimaException.Final(
					"Lima runs no machine for root. Run the application as an ordinary user, or use pctx.sandbox.machine=local.");
		}
	}

	/** Calls that ran have an unknown outcome; those to come find it up again. */
	private void lost(Attempt attempt, LimaSession session) {
		if (this.closed || !this.current.compareAndSet(attempt, null)) {
			return;
		}
		logger.warn("The connection to the Lima machine '{}' is lost, and made again", this.settings.instance());
		try {
			session.abandon();
			start();
		}
		catch (IOException | SandboxUnavailableException ex) {
			logger.warn("The Lima machine '{}' is not connected again before the next call: {}",
					this.settings.instance(), ex.getMessage());
		}
	}

	@Override
	public FrameChannel connect() {
		try {
			return session(PATIENCE).connect();
		}
		catch (IOException ex) {
			throw new SandboxUnavailableException(
					"The Lima machine cannot be reached now: %s. Call again: it is connected anew.".formatted(ex), ex);
		}
	}

	@Override
	public void send(List<String> blobs) {
		new BlobUpload(this::connect, this.blobDirectory, this.threads, this.timer, PATIENCE).send(blobs);
	}

	@Override
	public void close() {
		this.closed = true;
		Attempt attempt = this.current.getAndSet(null);
		if (attempt != null) {
			attempt.end();
		}
	}

	/**
	 * What is done now.
	 *
	 * @param what in words
	 * @param since since when, by {@link System#nanoTime()}
	 */
	private record Activity(String what, long since) {

		long seconds() {
			return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.since);
		}

	}

	/**
	 * An attempt to bring the machine up, on a thread of its own: whoever calls need not
	 * wait until it is.
	 */
	private final class Attempt {

		private final CompletableFuture<LimaSession> outcome = new CompletableFuture<>();

		private final Thread thread = new Thread(this::run, "pctx-sandbox-lima-start");

		Attempt() {
			this.thread.setDaemon(true);
		}

		private void run() {
			try {
				this.outcome.complete(bringUp(this));
			}
			catch (Throwable ex) {
				this.outcome.completeExceptionally(ex);
			}
		}

		/** Nobody else ends the machine, so a thread that is interrupted has to. */
		void end() {
			this.thread.interrupt();
			boolean interrupted = Thread.interrupted();
			try {
				this.outcome.join().close();
			}
			catch (CompletionException ex) {
				logger.debug("The Lima machine never was up", ex);
			}
			catch (IOException ex) {
				logger.warn("The Lima machine '{}' was not stopped: {}", LimaMachine.this.settings.instance(),
						ex.getMessage());
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
