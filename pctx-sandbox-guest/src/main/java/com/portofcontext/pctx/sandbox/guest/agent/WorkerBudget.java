package com.portofcontext.pctx.sandbox.guest.agent;

/**
 * What all workers of a pool may need together. A worker counts from its start until
 * nothing of it is left. Guarded by the pool's lock.
 */
final class WorkerBudget {

	private final int maxWorkers;

	private final long maxMemory;

	private final int maxStarting;

	private int living;

	private long memory;

	private int starting;

	/** Of the living ones, those that are being removed: their room is free soon. */
	private int ending;

	private long endingMemory;

	WorkerBudget(int maxWorkers, long maxMemory, int maxStarting) {
		this.maxWorkers = maxWorkers;
		this.maxMemory = maxMemory;
		this.maxStarting = maxStarting;
	}

	/** Whether so many start already that another has to wait for them. */
	boolean isBusyStarting() {
		return this.starting >= this.maxStarting;
	}

	boolean isStarting() {
		return this.starting > 0;
	}

	boolean hasRoom(long needed) {
		return this.living < this.maxWorkers && this.memory + needed <= this.maxMemory;
	}

	/** Whether there is room as soon as those that end are gone. */
	boolean willHaveRoom(long needed) {
		return this.living - this.ending < this.maxWorkers
				&& this.memory - this.endingMemory + needed <= this.maxMemory;
	}

	void start(long needed) {
		this.living++;
		this.memory += needed;
		this.starting++;
	}

	void started() {
		this.starting--;
	}

	void end(long freed) {
		this.ending++;
		this.endingMemory += freed;
	}

	void ended(long freed) {
		this.ending--;
		this.endingMemory -= freed;
		release(freed);
	}

	/** Of a worker that never came to life nothing is left. */
	void failed(long freed) {
		this.starting--;
		release(freed);
	}

	private void release(long freed) {
		this.living--;
		this.memory -= freed;
	}

	int living() {
		return this.living;
	}

}
