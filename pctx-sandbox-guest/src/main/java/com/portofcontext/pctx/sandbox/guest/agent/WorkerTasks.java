package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and removes workers, which takes its time, beside the pool.
 */
final class WorkerTasks {

	private static final Logger logger = LoggerFactory.getLogger(WorkerTasks.class);

	private final WorkerFactory factory;

	/**
	 * Made ahead: what keeps a worker from starting may keep the reason from being told.
	 */
	private final AgentException unexplained = new AgentException(Failure.Kind.UNAVAILABLE,
			"A worker could not be started, and the agent lacks the memory or the files to say why");

	private final @Nullable Trainer trainer;

	private final ExecutorService starters = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-start"));

	private final ExecutorService reapers = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-reap"));

	WorkerTasks(WorkerFactory factory, @Nullable Trainer trainer) {
		this.factory = factory;
		this.trainer = trainer;
	}

	/**
	 * Exactly one of the two is told, whatever happens: a place in the pool hangs on it.
	 */
	void start(WorkerSpec spec, Consumer<Worker> started, Consumer<AgentException> failed) {
		try {
			this.starters.execute(() -> create(spec, started, failed));
		}
		catch (RuntimeException | Error ex) {
			failed.accept(failure(ex));
		}
	}

	private void create(WorkerSpec spec, Consumer<Worker> started, Consumer<AgentException> failed) {
		Worker worker;
		try {
			worker = this.factory.create(spec);
		}
		catch (AgentException ex) {
			failed.accept(ex);
			return;
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			failed.accept(failure(ex));
			return;
		}
		started.accept(worker);
	}

	/** Whether archives are trained at all. */
	boolean trains() {
		return this.trainer != null;
	}

	/** It is told once how it ended, whatever happens. */
	void train(WorkerSpec spec, CompletableFuture<?> cancellation, Consumer<@Nullable AgentException> ended) {
		try {
			this.starters.execute(() -> ended.accept(tryTrain(spec, cancellation)));
		}
		catch (RuntimeException | Error ex) {
			ended.accept(failure(ex));
		}
	}

	private @Nullable AgentException tryTrain(WorkerSpec spec, CompletableFuture<?> cancellation) {
		try {
			if (this.trainer != null) {
				this.trainer.train(spec, cancellation);
			}
			return null;
		}
		catch (AgentException ex) {
			return ex;
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			return failure(ex);
		}
	}

	private AgentException failure(Throwable cause) {
		try {
			return new AgentException(Failure.Kind.UNAVAILABLE, "A worker could not be started: " + cause, cause);
		}
		catch (RuntimeException | Error ex) {
			return this.unexplained;
		}
	}

	/** Where there is no thread for it, whoever asks does it. */
	void reap(Worker worker, Runnable ended) {
		try {
			this.reapers.execute(() -> remove(worker, ended));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			remove(worker, ended);
		}
	}

	private void remove(Worker worker, Runnable ended) {
		try {
			if (!this.factory.remove(worker)) {
				logger.warn(
						"Something of a worker of {} is left; it is removed with a later one, or when the agent ends",
						worker.spec().method().displayName());
			}
		}
		finally {
			ended.run();
		}
	}

	/**
	 * Wait until nothing is left. A start cannot be waited for: it may be in a class
	 * initializer without end.
	 */
	void close(long deadline, BooleanSupplier empty) throws InterruptedException {
		this.starters.shutdownNow();
		try {
			this.starters.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			while (!empty.getAsBoolean() && System.nanoTime() - deadline < 0) {
				TimeUnit.MILLISECONDS.sleep(2);
			}
		}
		finally {
			this.reapers.shutdown();
		}
		this.reapers.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
	}

}
