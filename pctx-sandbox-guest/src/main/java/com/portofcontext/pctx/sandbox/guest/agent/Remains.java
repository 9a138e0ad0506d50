package com.portofcontext.pctx.sandbox.guest.agent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * What of workers could not be removed yet, such as when there was no file descriptor
 * left to list a directory with. It is tried again when something else could be removed.
 */
final class Remains {

	private final Queue<BooleanSupplier> removals = new ConcurrentLinkedQueue<>();

	/**
	 * Remove something, and what is left of others.
	 * @param removal removes it, and tells whether nothing is left
	 * @return whether nothing is left of it
	 */
	boolean remove(BooleanSupplier removal) {
		if (!removal.getAsBoolean()) {
			this.removals.add(removal);
			return false;
		}
		for (int i = this.removals.size(); i > 0; i--) {
			BooleanSupplier other = this.removals.poll();
			if (other != null && !other.getAsBoolean()) {
				this.removals.add(other);
			}
		}
		return true;
	}

}
