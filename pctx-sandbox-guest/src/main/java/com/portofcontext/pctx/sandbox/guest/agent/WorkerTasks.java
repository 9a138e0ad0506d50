package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and removes workers, which takes its time, beside the pool.
 */
final class WorkerTasks {

	private static final Logger logger = LoggerFactory.getLogger(WorkerTasks.class);

	private final WorkerFactory factory;

	private final ExecutorService starters = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-start"));

	private final ExecutorService reapers = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-reap"));

	WorkerTasks(WorkerFactory factory) {
		this.factory = factory;
	}

	void start(WorkerSpec spec, Consumer<Worker> started, Consumer<AgentException> failed) {
		this.starters.execute(() -> {
			Worker worker;
			try {
				worker = this.factory.create(spec);
			}
			catch (AgentException ex) {
				failed.accept(ex);
				return;
			}
			catch (InterruptedException | RuntimeException ex) {
				failed.accept(new AgentException(Failure.Kind.UNAVAILABLE, "A worker could not be started: " + ex, ex));
				return;
			}
			started.accept(worker);
		});
	}

	void reap(Worker worker, Runnable ended) {
		this.reapers.execute(() -> {
			if (!worker.destroy()) {
				logger.warn("Something of a worker of {} is left; it is removed when the agent ends",
						worker.spec().method().displayName());
			}
			ended.run();
		});
	}

	/**
	 * Wait until nothing is left. A start cannot be waited for: it may be in a class
	 * initializer without end.
	 */
	void close(long deadline, BooleanSupplier empty) throws InterruptedException {
		this.starters.shutdownNow();
		this.starters.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		while (!empty.getAsBoolean() && System.nanoTime() - deadline < 0) {
			TimeUnit.MILLISECONDS.sleep(2);
		}
		this.reapers.shutdown();
		this.reapers.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
	}

}
