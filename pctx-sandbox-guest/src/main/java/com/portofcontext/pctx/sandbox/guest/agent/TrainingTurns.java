package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose archive is trained: that of a spec which is used, one at a time, in room that
 * nobody else wants, and no longer once a call does. Guarded by the pool's lock.
 */
final class TrainingTurns {

	private static final Logger logger = LoggerFactory.getLogger(TrainingTurns.class);

	/** Those that calls cut short count: a busy pool has better things to do. */
	private static final int MAX_ATTEMPTS = 3;

	/** A pool that is never idle gains most of an archive. */
	private static final int IDLE_PREFERRED = 3;

	private final int after;

	private final WorkerBudget budget;

	private final WorkerTasks tasks;

	private final Consumer<Runnable> update;

	private @Nullable Turn current;

	/**
	 * Create turns.
	 * @param after how many workers of a spec start without an archive before
	 * @param budget what they share with workers
	 * @param tasks runs them
	 * @param update changes the state under the lock, and has the pool plan anew
	 */
	TrainingTurns(int after, WorkerBudget budget, WorkerTasks tasks, Consumer<Runnable> update) {
		this.after = after;
		this.budget = budget;
		this.tasks = tasks;
		this.update = update;
	}

	/** No call waits for the room that is free. */
	void plan(Collection<SpecWorkers> specs, List<Runnable> actions) {
		if (this.current != null || !this.tasks.trains()) {
			return;
		}
		int worthwhile = this.budget.isStarting() ? IDLE_PREFERRED * this.after : this.after;
		for (SpecWorkers workers : specs) {
			long needed = TrainingStart.limits(workers.spec.limits()).memory();
			if (workers.plainStarts >= worthwhile && !workers.untrainable && workers.trainings < MAX_ATTEMPTS
					&& this.budget.hasRoom(needed)) {
				begin(new Turn(workers, needed), actions);
				return;
			}
		}
	}

	private void begin(Turn turn, List<Runnable> actions) {
		this.current = turn;
		turn.workers.trainings++;
		this.budget.start(turn.memory);
		this.budget.started();
		actions.add(() -> this.tasks.train(turn.workers.spec, turn.cancellation,
				(failure) -> this.update.accept(() -> end(turn, failure))));
	}

	/** Give up its room, which is free in a moment. */
	void cancel(List<Runnable> actions) {
		Turn turn = this.current;
		if (turn != null && !turn.cancelled) {
			turn.cancelled = true;
			this.budget.end(turn.memory);
			actions.add(() -> turn.cancellation.complete(null));
		}
	}

	private void end(Turn turn, @Nullable AgentException failure) {
		this.current = null;
		if (!turn.cancelled) {
			this.budget.end(turn.memory);
			turn.workers.plainStarts = 0;
			// What failed by itself would fail again.
			turn.workers.untrainable = failure != null;
		}
		this.budget.ended(turn.memory);
		String name = turn.workers.spec.method().displayName();
		if (turn.cancelled) {
			logger.debug("The training of an archive for {} gave its room to a call", name);
		}
		else if (failure != null) {
			logger.info("Workers of {} start without class-data sharing: {}", name,
					PrintableText.of(String.valueOf(failure.getMessage())));
		}
	}

	/**
	 * One training.
	 */
	private static final class Turn {

		private final SpecWorkers workers;

		private final long memory;

		private final CompletableFuture<Void> cancellation = new CompletableFuture<>();

		private boolean cancelled;

		Turn(SpecWorkers workers, long memory) {
			this.workers = workers;
			this.memory = memory;
		}

	}

}
