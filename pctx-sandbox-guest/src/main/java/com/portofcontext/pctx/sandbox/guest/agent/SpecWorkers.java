package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.AgentStatus;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one spec. Guarded by the pool's lock.
 */
final class SpecWorkers {

	final WorkerSpec spec;

	final Deque<Worker> ready = new ArrayDeque<>();

	int starting;

	int busy;

	int waiting;

	long lastUsed;

	/** Whether ready workers are kept without anyone waiting. */
	boolean warm;

	/** How many workers were started since one used an archive, or one was trained. */
	int plainStarts;

	/** How often one was trained, or that was tried. */
	int trainings;

	/** Whether no archive is to be had: training failed. */
	boolean untrainable;

	/** The newest proof, for the status. */
	List<String> proof = List.of();

	/** Why the last start failed; nothing is started ahead of a call until one worked. */
	@Nullable AgentException lastFailure;

	SpecWorkers(WorkerSpec spec, boolean warm, long now) {
		this.spec = spec;
		this.warm = warm;
		this.lastUsed = now;
	}

	/** A call waits: it is worth another try. */
	void use(long now) {
		this.lastUsed = now;
		this.warm = true;
		this.lastFailure = null;
	}

	void started(Worker worker) {
		this.starting--;
		this.lastFailure = null;
		this.proof = worker.proof();
		if (!worker.start().equals(ArchiveKind.PLAIN)) {
			this.plainStarts = 0;
		}
		this.ready.add(worker);
	}

	/** It is the next to be called: what it has learnt is of most use at once. */
	void returned(Worker worker, long now) {
		this.busy--;
		this.lastUsed = now;
		this.ready.addFirst(worker);
	}

	boolean isIdle(long now, long timeoutNanos) {
		return this.waiting == 0 && this.busy == 0 && now - this.lastUsed > timeoutNanos;
	}

	/** Whether more calls wait than workers are on their way. */
	boolean lacks() {
		return this.waiting > this.ready.size() + this.starting;
	}

	/** How many more workers this spec wants now. */
	int wanted(int minIdle) {
		int ahead = (this.warm && this.lastFailure == null) ? minIdle : 0;
		return Math.max(0, this.waiting + ahead - this.ready.size() - this.starting);
	}

	AgentStatus.Pool status() {
		return new AgentStatus.Pool(this.spec.method().displayName(), this.ready.size(), this.starting, this.busy,
				this.proof);
	}

}
