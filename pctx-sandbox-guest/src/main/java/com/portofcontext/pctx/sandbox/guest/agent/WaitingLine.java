package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The calls that wait, in the order in which they came. Guarded by the pool's lock.
 */
final class WaitingLine {

	private final List<Waiter> waiters = new ArrayList<>();

	void add(Waiter waiter) {
		waiter.workers().waiting++;
		this.waiters.add(waiter);
	}

	List<Waiter> all() {
		return List.copyOf(this.waiters);
	}

	int size() {
		return this.waiters.size();
	}

	/**
	 * Give ready workers to those that wait for one.
	 * @return whether there was one for any of them
	 */
	boolean serve(long now) {
		boolean served = false;
		for (Iterator<Waiter> iterator = this.waiters.iterator(); iterator.hasNext();) {
			Waiter waiter = iterator.next();
			Worker worker = waiter.workers().ready.poll();
			if (worker != null) {
				iterator.remove();
				waiter.workers().waiting--;
				waiter.workers().busy++;
				waiter.workers().lastUsed = now;
				waiter.serve(worker);
				served = true;
			}
		}
		return served;
	}

	void refuse(Predicate<Waiter> which, AgentException failure) {
		this.waiters.removeIf((waiter) -> {
			boolean refused = which.test(waiter);
			if (refused) {
				waiter.workers().waiting--;
				waiter.refuse(failure);
			}
			return refused;
		});
	}

}
