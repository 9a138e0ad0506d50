package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps workers ready and hands each out once, in the order in which calls came.
 * <p>
 * All decisions are made under one lock, by {@link #plan}; whatever touches a process
 * happens outside of it. A worker counts against the budget until nothing of it is left.
 */
final class WorkerPool {

	private static final Logger logger = LoggerFactory.getLogger(WorkerPool.class);

	private final WorkerFactory factory;

	private final PoolSettings settings;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, SpecWorkers> specs = new LinkedHashMap<>();

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private final ExecutorService starters;

	private final ExecutorService reapers;

	private final ScheduledFuture<?> idleCheck;

	private int living;

	private long memory;

	private int starting;

	private final int maxStarting;

	private boolean closed;

	WorkerPool(WorkerFactory factory, PoolSettings settings, ScheduledExecutorService timer) {
		this.factory = factory;
		this.settings = settings;
		this.maxStarting = Math.max(2, Runtime.getRuntime().availableProcessors());
		this.starters = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-start"));
		this.reapers = Executors.newCachedThreadPool(NamedThreads.daemon("pctx-sandbox-reap"));
		long period = Math.max(100, settings.idleTimeout().toMillis() / 4);
		this.idleCheck = timer.scheduleWithFixedDelay(() -> update(() -> {
		}), period, period, TimeUnit.MILLISECONDS);
	}

	void define(WorkerSpec spec, String id) throws AgentException {
		this.factory.check(spec);
		if (spec.limits().memory() > this.settings.maxMemory()) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"A worker's memory of %d bytes exceeds the pool's %d bytes. Lower 'memory' or raise pctx.sandbox.pool.max-memory."
						.formatted(spec.limits().memory(), this.settings.maxMemory()));
		}
		update(() -> this.specs.computeIfAbsent(id,
				(key) -> new SpecWorkers(spec, this.settings.warmUp(), System.nanoTime())));
	}

	/**
	 * Wait for a ready worker.
	 * @param specId the name of a defined spec
	 * @param timeoutNanos how long to wait
	 * @param cancellation ends the wait when it completes
	 * @return a worker that nobody else has or will have
	 * @throws AgentException if there is none in time
	 * @throws InterruptedException if this thread is interrupted
	 */
	Worker lease(String specId, long timeoutNanos, CompletableFuture<?> cancellation)
			throws AgentException, InterruptedException {
		Waiter waiter = new Waiter(specId, new CompletableFuture<>());
		update(() -> enqueue(waiter));
		cancellation.thenRun(() -> abandon(waiter, "The caller is gone"));
		try {
			return waiter.worker.get(timeoutNanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			abandon(waiter,
					"No worker became free within the call's timeout of %d ms. Raise 'timeout', or pctx.sandbox.pool.max-workers (now %d)."
						.formatted(TimeUnit.NANOSECONDS.toMillis(timeoutNanos), this.settings.maxWorkers()));
		}
		catch (InterruptedException ex) {
			abandon(waiter, "Interrupted");
			retireIfLeased(waiter);
			throw ex;
		}
		catch (ExecutionException ex) {
			// It is told apart below, like a worker that came at the last moment.
		}
		return outcome(waiter);
	}

	private static Worker outcome(Waiter waiter) throws AgentException, InterruptedException {
		try {
			return waiter.worker.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AgentException failure) {
				throw new AgentException(failure.failure().kind(), failure.failure().message(), failure);
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	private void retireIfLeased(Waiter waiter) {
		if (!waiter.worker.isCompletedExceptionally()) {
			retire(waiter.worker.join());
		}
	}

	/** Called under the lock. */
	private void enqueue(Waiter waiter) {
		SpecWorkers workers = this.specs.get(waiter.specId);
		if (this.closed || workers == null) {
			waiter.worker.completeExceptionally(new AgentException(Failure.Kind.UNAVAILABLE,
					this.closed ? "The sandbox is shutting down" : "The agent does not know this method"));
			return;
		}
		workers.lastUsed = System.nanoTime();
		workers.warm = true;
		workers.lastFailure = null;
		workers.waiting++;
		this.waiters.add(waiter);
	}

	private void abandon(Waiter waiter, String reason) {
		update(() -> {
			if (this.waiters.remove(waiter)) {
				workersOf(waiter).waiting--;
				waiter.worker.completeExceptionally(new AgentException(Failure.Kind.UNAVAILABLE, reason));
			}
		});
	}

	private SpecWorkers workersOf(Waiter waiter) {
		SpecWorkers workers = this.specs.get(waiter.specId);
		if (workers == null) {
			throw new IllegalStateException("Unknown spec");
		}
		return workers;
	}

	/** End a leased worker. Its place is free once nothing of it is left. */
	void retire(Worker worker) {
		worker.kill();
		update(() -> {
			for (SpecWorkers workers : this.specs.values()) {
				if (workers.spec.equals(worker.spec())) {
					workers.busy--;
				}
			}
		});
		reap(worker);
	}

	private void reap(Worker worker) {
		this.reapers.execute(() -> {
			if (!worker.destroy()) {
				logger.warn("Something of a worker of {} is left; it is removed when the agent ends",
						worker.spec().method().displayName());
			}
			update(() -> {
				this.living--;
				this.memory -= worker.spec().limits().memory();
			});
		});
	}

	/** Change the state, then start and end workers as it asks. */
	private void update(Runnable change) {
		List<Runnable> actions;
		this.lock.lock();
		try {
			change.run();
			actions = plan();
		}
		finally {
			this.lock.unlock();
		}
		actions.forEach(Runnable::run);
	}

	/** Called under the lock. */
	private List<Runnable> plan() {
		List<Runnable> actions = new ArrayList<>();
		handOut(actions);
		if (this.closed) {
			return actions;
		}
		expire(actions);
		for (Waiter waiter : List.copyOf(this.waiters)) {
			SpecWorkers workers = workersOf(waiter);
			if (workers.waiting > workers.ready.size() + workers.starting && !start(workers, true, actions)) {
				break;
			}
		}
		for (SpecWorkers workers : this.specs.values()) {
			while (workers.wanted(this.settings.minIdle()) > 0 && start(workers, false, actions)) {
				// Until the budget is used up.
			}
		}
		return actions;
	}

	private void handOut(List<Runnable> actions) {
		for (Iterator<Waiter> iterator = this.waiters.iterator(); iterator.hasNext();) {
			Waiter waiter = iterator.next();
			SpecWorkers workers = workersOf(waiter);
			Worker worker = workers.ready.poll();
			if (worker == null) {
				continue;
			}
			iterator.remove();
			workers.waiting--;
			workers.busy++;
			workers.lastUsed = System.nanoTime();
			actions.add(() -> waiter.worker.complete(worker));
		}
	}

	private void expire(List<Runnable> actions) {
		long now = System.nanoTime();
		for (SpecWorkers workers : this.specs.values()) {
			if (workers.waiting == 0 && workers.busy == 0
					&& now - workers.lastUsed > this.settings.idleTimeout().toNanos()) {
				workers.warm = false;
				evictAll(workers.ready, actions);
			}
		}
	}

	private void evictAll(Collection<Worker> ready, List<Runnable> actions) {
		for (Worker worker : List.copyOf(ready)) {
			actions.add(() -> reap(worker));
		}
		ready.clear();
	}

	private boolean start(SpecWorkers workers, boolean evict, List<Runnable> actions) {
		long needed = workers.spec.limits().memory();
		if (this.starting >= this.maxStarting) {
			return false;
		}
		if (this.living >= this.settings.maxWorkers() || this.memory + needed > this.settings.maxMemory()) {
			if (evict) {
				evictOne(workers, actions);
			}
			return false;
		}
		this.living++;
		this.memory += needed;
		this.starting++;
		workers.starting++;
		actions.add(() -> this.starters.execute(() -> prepare(workers)));
		return true;
	}

	/** Ready workers of other specs make room for calls that wait, least used first. */
	private void evictOne(SpecWorkers needy, List<Runnable> actions) {
		this.specs.values()
			.stream()
			.filter((other) -> other != needy && other.waiting == 0 && !other.ready.isEmpty())
			.min(Comparator.comparingLong((other) -> other.lastUsed))
			.ifPresent((other) -> {
				Worker worker = other.ready.remove();
				actions.add(() -> reap(worker));
			});
	}

	private void prepare(SpecWorkers workers) {
		try {
			Worker worker = this.factory.create(workers.spec);
			update(() -> {
				this.starting--;
				workers.starting--;
				workers.lastFailure = null;
				workers.proof = worker.proof();
				workers.ready.add(worker);
			});
			worker.onExit(() -> forget(workers, worker));
			if (isClosed()) {
				forget(workers, worker);
			}
		}
		catch (AgentException ex) {
			failed(workers, ex);
		}
		catch (InterruptedException | RuntimeException ex) {
			failed(workers, new AgentException(Failure.Kind.UNAVAILABLE, "A worker could not be started: " + ex, ex));
		}
	}

	private boolean isClosed() {
		this.lock.lock();
		try {
			return this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void failed(SpecWorkers workers, AgentException failure) {
		logger.warn("No worker for {}: {}", workers.spec.method().displayName(),
				PrintableText.of(String.valueOf(failure.getMessage())));
		update(() -> {
			this.starting--;
			workers.starting--;
			this.living--;
			this.memory -= workers.spec.limits().memory();
			workers.lastFailure = failure;
			for (Waiter waiter : List.copyOf(this.waiters)) {
				if (workersOf(waiter) == workers) {
					this.waiters.remove(waiter);
					workers.waiting--;
					waiter.worker.completeExceptionally(failure);
				}
			}
		});
	}

	/** A parked worker that ended by itself must not be handed out. */
	private void forget(SpecWorkers workers, Worker worker) {
		boolean[] parked = new boolean[1];
		update(() -> parked[0] = workers.ready.remove(worker));
		if (parked[0]) {
			reap(worker);
		}
	}

	List<AgentStatus.Pool> status() {
		this.lock.lock();
		try {
			return this.specs.values().stream().map(SpecWorkers::status).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	int waiting() {
		this.lock.lock();
		try {
			return this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Refuse new calls, end what is parked, and wait until nothing is left. */
	void close(long timeoutNanos) throws InterruptedException {
		this.idleCheck.cancel(false);
		long deadline = System.nanoTime() + timeoutNanos;
		update(() -> {
			this.closed = true;
			for (Waiter waiter : List.copyOf(this.waiters)) {
				this.waiters.remove(waiter);
				workersOf(waiter).waiting--;
				waiter.worker.completeExceptionally(
						new AgentException(Failure.Kind.UNAVAILABLE, "The sandbox is shutting down"));
			}
		});
		List<Runnable> ends = new ArrayList<>();
		this.lock.lock();
		try {
			this.specs.values().forEach((workers) -> evictAll(workers.ready, ends));
		}
		finally {
			this.lock.unlock();
		}
		ends.forEach(Runnable::run);
		this.starters.shutdown();
		this.starters.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		this.starters.shutdownNow();
		while (living() > 0 && System.nanoTime() < deadline) {
			TimeUnit.MILLISECONDS.sleep(2);
		}
		this.reapers.shutdown();
		this.reapers.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
	}

	private int living() {
		this.lock.lock();
		try {
			return this.living;
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Waiter(String specId, CompletableFuture<Worker> worker) {

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
