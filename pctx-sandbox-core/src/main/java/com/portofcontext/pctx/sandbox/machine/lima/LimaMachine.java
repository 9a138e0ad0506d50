package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxProgressEvent;
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

	private final LimaConnector connector;

	private final LimaProgress progress;

	private final ScheduledThreadPoolExecutor timer;

	private final ExecutorService threads;

	private final LimaUpkeep upkeep;

	/** What is up, or the attempt to bring it up that others wait for. */
	private final AtomicReference<@Nullable LimaAttempt> current = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Create a machine. Nothing is started before it is opened.
	 * @param settings how it is set up
	 * @param blobDirectory where class-path blobs are put on this host
	 * @param listener is told what is done to the machine
	 */
	public LimaMachine(LimaSettings settings, Path blobDirectory, Consumer<SandboxProgressEvent> listener) {
		this.settings = settings;
		this.blobDirectory = blobDirectory;
		this.progress = new LimaProgress(settings.instance(), listener);
		this.timer = new ScheduledThreadPoolExecutor(1, daemons("pctx-sandbox-lima-timer-"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.threads = Executors.newCachedThreadPool(daemons("pctx-sandbox-lima-"));
		this.upkeep = new LimaUpkeep(settings, this::resetNow, this::stopNow, this.timer, this.threads);
		LimaHome home = new LimaHome(settings.home().toAbsolutePath(), settings.instance());
		this.connector = new LimaConnector(new LimaVm(settings, home, this.progress), settings, home, blobDirectory,
				this.timer, this.progress);
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
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
	public boolean isStarted() {
		return this.current.get() != null;
	}

	@Override
	public void open() {
		this.closed = false;
		this.upkeep.open();
		switch (this.settings.start()) {
			case EAGER -> session(start(), this.settings.startTimeout());
			case BACKGROUND -> start();
			case ON_FIRST_CALL -> {
			}
		}
	}

	private LimaAttempt start() {
		if (this.closed) {
			throw new SandboxUnavailableException(
					"The sandbox is shut down with its application. Make calls only while the application context runs.");
		}
		LimaAttempt attempt = attempt(this::bringUp);
		LimaAttempt earlier = this.current.compareAndExchange(null, attempt);
		if (earlier != null) {
			return earlier;
		}
		attempt.start();
		return attempt;
	}

	private LimaAttempt attempt(Callable<LimaSession> work) {
		return new LimaAttempt(work, (attempt, session) -> session.onEnd(() -> lost(attempt, session)));
	}

	private LimaSession session(LimaAttempt attempt, Duration patience) {
		try {
			return attempt.await(patience);
		}
		catch (TimeoutException ex) {
			throw new SandboxUnavailableException(
					"The Lima machine is not ready: %s. Call again later, or let the application wait for it by pctx.sandbox.lima.start=eager."
						.formatted(this.progress.told()),
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

	private LimaSession bringUp() throws Exception {
		checkAccount();
		long begun = System.nanoTime();
		LimaSession session = this.connector.open();
		this.upkeep.fresh();
		this.progress.accept("ready after %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
		return session;
	}

	private static void checkAccount() throws IOException {
		if (System.getProperty("os.name", "").startsWith("Linux") && WorkerUsers.isRoot()) {
			throw new LimaException.Final(
					"Lima runs no machine for root. Run the application as an ordinary user, or use pctx.sandbox.machine=local.");
		}
	}

	/** Calls that ran have an unknown outcome; those to come find it up again. */
	private void lost(LimaAttempt attempt, LimaSession session) {
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
	public Use use(Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		session(start(), patience);
		try {
			if (this.upkeep.begin(Duration.ofNanos(deadline - System.nanoTime()))) {
				return this.upkeep::end;
			}
			throw new SandboxUnavailableException(
					"The Lima machine takes no calls now: it is reset or stopped once those that run have ended. Call again later, or raise the call's timeout.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SandboxUnavailableException(
					"The Lima machine is not ready: the calling thread was interrupted while it was reset. Call again.",
					ex);
		}
	}

	/** Between calls. */
	private void resetNow() {
		LimaAttempt attempt = this.current.get();
		try {
			LimaAttempt reset = (attempt != null && attempt.isUp()) ? beginReset(attempt) : null;
			if (reset != null) {
				session(reset, this.settings.startTimeout());
			}
		}
		catch (SandboxUnavailableException ex) {
			logger.warn("The Lima machine '{}' was not reset: {}", this.settings.instance(), ex.getMessage());
		}
	}

	/** Between calls, the next of which starts it again. */
	private void stopNow() {
		LimaAttempt attempt = this.current.get();
		if (attempt == null || !attempt.isUp() || this.closed || !this.current.compareAndSet(attempt, null)) {
			return;
		}
		this.progress.accept("disconnecting, for it is not used: the next call starts it");
		try {
			attempt.await(Duration.ZERO).stop();
		}
		catch (IOException | ExecutionException | TimeoutException ex) {
			logger.warn("The Lima machine '{}' was not stopped: {}", this.settings.instance(), ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Begin a reset, which all that need the machine wait for.
	 * @param attempt what is up
	 * @return the attempt at it, or {@code null} if something else is done already
	 */
	private @Nullable LimaAttempt beginReset(LimaAttempt attempt) {
		LimaAttempt reset = attempt(() -> {
			long begun = System.nanoTime();
			LimaSession session = attempt.await(Duration.ZERO);
			LimaSession next = this.connector.reset(session);
			this.upkeep.fresh();
			if (next != session) {
				this.progress
					.accept("reset after %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
			}
			return next;
		});
		if (!this.current.compareAndSet(attempt, reset)) {
			return null;
		}
		reset.start();
		return reset;
	}

	@Override
	public void reset() {
		LimaAttempt attempt = start();
		LimaSession session = session(attempt, this.settings.startTimeout());
		LimaAttempt reset = beginReset(attempt);
		if (reset == null) {
			throw new SandboxUnavailableException(
					"The Lima machine was not reset: it is being started or reset already. Try again when that is done.");
		}
		if (session(reset, this.settings.startTimeout()) == session) {
			throw new SandboxException(
					"The Lima machine was not reset: other applications use the instance '%s', and their calls would end. End them, or name an instance of its own in pctx.sandbox.lima.instance."
						.formatted(this.settings.instance()));
		}
	}

	@Override
	public FrameChannel connect() {
		try {
			return session(start(), PATIENCE).connect();
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
		this.upkeep.close();
		LimaAttempt attempt = this.current.getAndSet(null);
		if (attempt != null) {
			attempt.end();
		}
	}

}
