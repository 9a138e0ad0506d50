package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call that waits for a worker. It gets one or is refused, once.
 */
final class Waiter {

	private final SpecWorkers workers;

	private final CompletableFuture<Worker> worker = new CompletableFuture<>();

	Waiter(SpecWorkers workers) {
		this.workers = workers;
	}

	/** The workers of the spec that it waits for. */
	SpecWorkers workers() {
		return this.workers;
	}

	void serve(Worker worker) {
		this.worker.complete(worker);
	}

	void refuse(AgentException failure) {
		this.worker.completeExceptionally(failure);
	}

	/** Wait until it is served or refused, which may never be. */
	boolean await(long timeoutNanos) throws InterruptedException {
		try {
			this.worker.get(timeoutNanos, TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			return true;
		}
	}

	boolean isServed() {
		return this.worker.isDone() && !this.worker.isCompletedExceptionally();
	}

	/** The worker it was served. */
	Worker worker() {
		return this.worker.join();
	}

	/** Return its worker, or why it was refused. */
	Worker outcome() throws AgentException, InterruptedException {
		try {
			return this.worker.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AgentException refusal) {
				// Several may be refused for one reason: each has a trace of its own.
				throw new AgentException(refusal.failure().kind(), refusal.failure().message(), refusal);
			}
			throw new IllegalStateException(ex);
		}
	}

}
