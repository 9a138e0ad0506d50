package com.portofcontext.pctx.sandbox.machine.lima;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt to bring the machine up, or back to its pristine state, on a thread of its
 * own: whoever calls need not wait until it is.
 */
final class LimaAttempt {

	private static final Logger logger = LoggerFactory.getLogger(LimaAttempt.class);

	private final CompletableFuture<LimaSession> outcome = new CompletableFuture<>();

	private final Thread thread;

	/**
	 * Create an attempt, which is yet to be started.
	 * @param work what it does
	 * @param up is told when the machine is up
	 */
	LimaAttempt(Callable<LimaSession> work, BiConsumer<LimaAttempt, LimaSession> up) {
		this.thread = new Thread(() -> run(work, up), "pctx-sandbox-lima-start");
		this.thread.setDaemon(true);
	}

	private void run(Callable<LimaSession> work, BiConsumer<LimaAttempt, LimaSession> up) {
		try {
			LimaSession session = work.call();
			up.accept(this, session);
			this.outcome.complete(session);
		}
		catch (Throwable ex) {
			this.outcome.completeExceptionally(ex);
		}
	}

	void start() {
		this.thread.start();
	}

	LimaSession await(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
		return this.outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
	}

	boolean isUp() {
		return this.outcome.isDone() && !this.outcome.isCompletedExceptionally();
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
			logger.warn("The Lima machine was not stopped: {}", ex.getMessage());
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
