package com.portofcontext.pctx.sandbox.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Injects a fault when its call comes to a step, or past it where nobody saw it there.
 */
final class Trigger {

	private final Step step;

	private final Injection injection;

	private final AtomicBoolean pulled = new AtomicBoolean();

	private final CompletableFuture<Step> injected = new CompletableFuture<>();

	Trigger(Step step, Injection injection) {
		this.step = step;
		this.injection = injection;
	}

	/** Whoever sees the call there is held while the fault is injected. */
	void reach(Step reached) {
		if (reached.isBefore(this.step) || !this.pulled.compareAndSet(false, true)) {
			return;
		}
		try {
			this.injection.inject();
			this.injected.complete(reached);
		}
		catch (Exception ex) {
			this.injected.completeExceptionally(ex);
		}
	}

	/** Whether the call has come to the step; it may be injected still. */
	boolean isPulled() {
		return this.pulled.get();
	}

	boolean isFor(Step asked) {
		return this.step == asked;
	}

	/** The step at which it was injected. */
	CompletableFuture<Step> injected() {
		return this.injected;
	}

	/**
	 * Makes something go wrong.
	 */
	@FunctionalInterface
	interface Injection {

		void inject() throws Exception;

	}

}
