package com.portofcontext.pctx.sandbox.machine.lima;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which calls use the machine, and how many have since it was last reset. While they are
 * kept out, none begins.
 */
final class CallGauge {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int running;

	private int finished;

	private long lastEnd = System.nanoTime();

	private boolean keptOut;

	/**
	 * Begin a call.
	 * @param patience how long to wait while calls are kept out
	 * @return whether it may begin
	 */
	boolean begin(Duration patience) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = patience.toNanos();
			while (this.keptOut && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			if (this.keptOut) {
				return false;
			}
			this.running++;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End a call.
	 * @return how many there were since the last reset
	 */
	int end() {
		this.lock.lock();
		try {
			this.running--;
			this.finished++;
			this.lastEnd = System.nanoTime();
			this.changed.signalAll();
			return this.finished;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let no call begin, and wait for those that run.
	 * @return whether that was done, and not by somebody else already
	 */
	boolean keepOut() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			if (this.keptOut) {
				return false;
			}
			this.keptOut = true;
			while (this.running > 0) {
				this.changed.await();
			}
			return true;
		}
		catch (InterruptedException ex) {
			this.keptOut = false;
			throw ex;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Let calls begin again. */
	void letIn() {
		this.lock.lock();
		try {
			this.keptOut = false;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Nothing is left of any call. */
	void reset() {
		this.lock.lock();
		try {
			this.finished = 0;
			this.lastEnd = System.nanoTime();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return for how long no call has run.
	 * @return nothing while one runs
	 */
	Duration idle() {
		this.lock.lock();
		try {
			return (this.running > 0) ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - this.lastEnd);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether something may be left of a call. */
	boolean used() {
		this.lock.lock();
		try {
			return this.finished > 0 || this.running > 0;
		}
		finally {
			this.lock.unlock();
		}
	}

}
