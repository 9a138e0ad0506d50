package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps workers ready and hands each out once, in the order in which calls came; again
 * only what its call gave back.
 * <p>
 * All decisions are made under one lock, by {@link #plan}; whatever touches a process
 * happens outside of it, by {@link WorkerTasks}.
 */
final class WorkerPool {

	private static final Logger logger = LoggerFactory.getLogger(WorkerPool.class);

	private final WorkerFactory factory;

	private final PoolSettings settings;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, SpecWorkers> specs = new LinkedHashMap<>();

	private final WaitingLine line = new WaitingLine();

	private final WorkerBudget budget;

	private final WorkerTasks tasks;

	private final TrainingTurns training;

	private final RefillPause pause;

	private final ScheduledExecutorService timer;

	private final ScheduledFuture<?> idleCheck;

	private boolean closed;

	WorkerPool(WorkerFactory factory, @Nullable Trainer trainer, PoolSettings settings,
			ScheduledExecutorService timer) {
		this.factory = factory;
		this.settings = settings;
		this.budget = new WorkerBudget(settings.maxWorkers(), settings.maxMemory(),
				Math.max(2, Runtime.getRuntime().availableProcessors()));
		this.tasks = new WorkerTasks(factory, trainer);
		this.training = new TrainingTurns(settings.trainAfter(), this.budget, this.tasks, this::update);
		this.pause = new RefillPause(timer, this::checkIdle);
		this.timer = timer;
		long period = Math.max(100, settings.idleTimeout().toMillis() / 4);
		this.idleCheck = timer.scheduleWithFixedDelay(this::checkIdle, period, period, TimeUnit.MILLISECONDS);
	}

	/** A timer drops a task that throws. */
	private void checkIdle() {
		try {
			update(() -> {
			});
		}
		catch (RuntimeException | Error ex) {
			logger.warn("Idle workers could not be ended; that is tried again", ex);
		}
	}

	void define(WorkerSpec spec, String id) throws AgentException {
		this.factory.check(spec);
		if (spec.limits().memory() > this.settings.maxMemory()) {
			throw new AgentException(Failure.Kind.UNAVAILABLE,
					"A worker's memory of %d bytes exceeds the pool's %d bytes. Lower 'memory' or raise pctx.sandbox.pool.max-memory."
						.formatted(spec.limits().memory(), this.settings.maxMemory()));
		}
		long now = System.nanoTime();
		update(() -> {
			SpecWorkers workers = this.specs.get(id);
			if (workers != null) {
				workers.lastUsed = now;
			}
			else {
				this.specs.put(id, new SpecWorkers(spec, this.settings.warmUp(), now));
			}
		});
	}

	/**
	 * Wait for a ready worker.
	 * @param specId the name of a defined spec
	 * @param deadline when to give up, as {@link System#nanoTime()} tells it
	 * @param timeoutMillis the time-out of the whole call, to tell it
	 * @param cancellation ends the wait when it completes
	 * @return a worker that nobody else has or will have
	 * @throws AgentException if there is none in time
	 * @throws InterruptedException if this thread is interrupted
	 */
	Worker lease(String specId, long deadline, long timeoutMillis, CompletableFuture<?> cancellation)
			throws AgentException, InterruptedException {
		Waiter waiter = enqueue(specId);
		cancellation.thenRun(() -> abandon(waiter, "The caller is gone"));
		try {
			if (!waiter.await(deadline - System.nanoTime())) {
				abandon(waiter,
						"No worker became free within the call's timeout of %d ms. Raise 'timeout', or pctx.sandbox.pool.max-workers (now %d)."
							.formatted(timeoutMillis, this.settings.maxWorkers()));
			}
			return waiter.outcome();
		}
		catch (InterruptedException ex) {
			abandon(waiter, "Interrupted");
			if (waiter.isServed()) {
				retire(waiter.worker());
			}
			throw ex;
		}
	}

	private Waiter enqueue(String specId) throws AgentException {
		Waiter[] waiter = new Waiter[1];
		update(() -> {
			SpecWorkers workers = this.specs.get(specId);
			if (!this.closed && workers != null) {
				workers.use(System.nanoTime());
				waiter[0] = new Waiter(workers);
				this.line.add(waiter[0]);
			}
		});
		if (waiter[0] == null) {
			throw isClosed() ? shuttingDown()
					: new AgentException(Failure.Kind.UNDEFINED, "The agent does not know this method (any more)");
		}
		return waiter[0];
	}

	/** Whoever was served at the last moment has a worker all the same. */
	private void abandon(Waiter waiter, String reason) {
		update(() -> this.line.refuse((other) -> other == waiter,
				new AgentException(Failure.Kind.UNAVAILABLE, reason)));
	}

	/** End a leased worker. Its place is free once nothing of it is left. */
	void retire(Worker worker) {
		try {
			worker.kill();
		}
		finally {
			update(() -> {
				SpecWorkers workers = this.specs.get(worker.specId());
				if (workers != null) {
					workers.busy--;
					workers.lastUsed = System.nanoTime();
				}
				this.budget.end(memory(worker));
			});
			reap(worker);
		}
	}

	/**
	 * Take a leased worker back for another call of its spec, until its time is up.
	 * @return whether it is the pool's again
	 */
	boolean giveBack(Worker worker) {
		if (worker.calls() == 1) {
			worker.endBy(this.timer.schedule(() -> forget(worker), worker.remainingNanos(), TimeUnit.NANOSECONDS));
		}
		boolean[] taken = new boolean[1];
		update(() -> {
			SpecWorkers workers = this.specs.get(worker.specId());
			if (!this.closed && workers != null && !isWaitedFor(workers)) {
				workers.returned(worker, System.nanoTime());
				taken[0] = true;
			}
		});
		if (taken[0] && (!worker.isAlive() || worker.remainingNanos() <= 0)) {
			forget(worker);
		}
		return taken[0];
	}

	/** Whether a call that came first needs the room which a worker of these takes. */
	private boolean isWaitedFor(SpecWorkers workers) {
		for (Waiter waiter : this.line.all()) {
			if (waiter.workers() == workers) {
				return false;
			}
			if (waiter.workers().lacks() && !this.budget.willHaveRoom(waiter.workers().spec.limits().memory())) {
				return true;
			}
		}
		return false;
	}

	private void reap(Worker worker) {
		this.tasks.reap(worker, () -> update(() -> this.budget.ended(memory(worker))));
	}

	private static long memory(Worker worker) {
		return worker.spec().limits().memory();
	}

	/** Change the state, then start and end workers as it asks. */
	private void update(Runnable change) {
		List<Runnable> actions = locked(() -> {
			change.run();
			return plan();
		});
		actions.forEach(Runnable::run);
	}

	private <T> T locked(Supplier<T> task) {
		this.lock.lock();
		try {
			return task.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Called under the lock, like all that it calls. */
	private List<Runnable> plan() {
		List<Runnable> actions = new ArrayList<>();
		long now = System.nanoTime();
		if (this.line.serve(now)) {
			this.pause.begin(now, actions);
		}
		if (this.closed) {
			return actions;
		}
		expire(now, actions);
		if (!startForCalls(actions) && !this.budget.isBusyStarting()) {
			// What is free, or will be, is for the call that is next.
			return actions;
		}
		if (this.pause.lasts(now)) {
			return actions;
		}
		for (SpecWorkers workers : this.specs.values()) {
			while (workers.wanted(this.settings.minIdle()) > 0 && start(workers, actions)) {
				// Until the budget is used up.
			}
		}
		this.training.plan(this.specs.values(), actions);
		return actions;
	}

	/** In the order of calls: a small one never overtakes what a large one waits for. */
	private boolean startForCalls(List<Runnable> actions) {
		for (Waiter waiter : this.line.all()) {
			if (waiter.workers().lacks() && !start(waiter.workers(), actions)) {
				makeRoom(waiter.workers(), actions);
				return false;
			}
		}
		return true;
	}

	/** What nobody calls is forgotten: hosts may define any number of specs. */
	private void expire(long now, List<Runnable> actions) {
		this.specs.values().removeIf((workers) -> {
			boolean idle = workers.isIdle(now, this.settings.idleTimeout().toNanos());
			if (idle) {
				workers.warm = false;
				evictAll(workers, actions);
			}
			return idle && workers.starting == 0;
		});
	}

	private void evictAll(SpecWorkers workers, List<Runnable> actions) {
		while (!workers.ready.isEmpty()) {
			evict(workers, actions);
		}
	}

	private void evict(SpecWorkers workers, List<Runnable> actions) {
		Worker worker = workers.ready.remove();
		this.budget.end(memory(worker));
		actions.add(() -> reap(worker));
	}

	private boolean start(SpecWorkers workers, List<Runnable> actions) {
		long needed = workers.spec.limits().memory();
		if (this.budget.isBusyStarting() || !this.budget.hasRoom(needed)) {
			return false;
		}
		this.budget.start(needed);
		workers.starting++;
		workers.plainStarts++;
		actions.add(() -> this.tasks.start(workers.spec, (worker) -> started(workers, worker),
				(failure) -> failed(workers, failure)));
		return true;
	}

	/**
	 * Ready workers of other specs make room for calls that wait, least used first, and
	 * no more of them than those that end already do not make room for.
	 */
	private void makeRoom(SpecWorkers needy, List<Runnable> actions) {
		long needed = needy.spec.limits().memory();
		if (!this.budget.isBusyStarting() && !this.budget.willHaveRoom(needed)) {
			this.training.cancel(actions);
		}
		while (!this.budget.isBusyStarting() && !this.budget.willHaveRoom(needed)) {
			SpecWorkers other = this.specs.values()
				.stream()
				.filter((workers) -> workers != needy && workers.waiting == 0 && !workers.ready.isEmpty())
				.min(Comparator.comparingLong((workers) -> workers.lastUsed))
				.orElse(null);
			if (other == null) {
				return;
			}
			evict(other, actions);
		}
	}

	private void started(SpecWorkers workers, Worker worker) {
		update(() -> {
			this.budget.started();
			workers.started(worker);
		});
		worker.onExit(() -> forget(worker));
		if (isClosed()) {
			forget(worker);
		}
	}

	private void failed(SpecWorkers workers, AgentException failure) {
		update(() -> {
			this.budget.failed(workers.spec.limits().memory());
			workers.starting--;
			workers.lastFailure = failure;
			this.line.refuse((waiter) -> waiter.workers() == workers, failure);
		});
		// What was ended by closing did not fail.
		logger.atLevel(isClosed() ? Level.DEBUG : Level.WARN)
			.log("No worker for {}: {}", workers.spec.method().displayName(),
					PrintableText.of(String.valueOf(failure.getMessage())));
	}

	/**
	 * A parked worker that ended by itself, or whose time is up, must not be handed out.
	 */
	private void forget(Worker worker) {
		boolean[] parked = new boolean[1];
		update(() -> {
			SpecWorkers workers = this.specs.get(worker.specId());
			parked[0] = workers != null && workers.ready.remove(worker);
			if (parked[0]) {
				this.budget.end(memory(worker));
			}
		});
		if (parked[0]) {
			reap(worker);
		}
	}

	private boolean isClosed() {
		return locked(() -> this.closed);
	}

	List<AgentStatus.Pool> status() {
		return locked(() -> this.specs.values().stream().map(SpecWorkers::status).toList());
	}

	int waiting() {
		return locked(this.line::size);
	}

	/** Refuse new calls, and those that wait. */
	void refuse() {
		update(() -> {
			this.closed = true;
			this.line.refuse((waiter) -> true, shuttingDown());
		});
	}

	/** Refuse calls, end what is parked, and wait until nothing is left. */
	void close(long timeoutNanos) throws InterruptedException {
		this.idleCheck.cancel(false);
		long deadline = System.nanoTime() + timeoutNanos;
		refuse();
		List<Runnable> ends = new ArrayList<>();
		update(() -> {
			this.training.cancel(ends);
			this.specs.values().forEach((workers) -> evictAll(workers, ends));
		});
		ends.forEach(Runnable::run);
		this.tasks.close(deadline, () -> locked(this.budget::living) == 0);
	}

	private static AgentException shuttingDown() {
		return new AgentException(Failure.Kind.UNAVAILABLE,
				"No worker is given to it, for the sandbox is shutting down. Make calls only while the application context runs, and end what makes them before it.");
	}

}
