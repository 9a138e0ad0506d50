package com.portofcontext.pctx.sandbox.call;

import org.jspecify.annotations.Nullable;

/**
 * Lets the holder of a future end the call behind it.
 */
final class Cancellation {

	private @Nullable Runnable action;

	private boolean cancelled;

	synchronized void onCancel(Runnable action) {
		this.action = action;
		if (this.cancelled) {
			action.run();
		}
	}

	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	synchronized void cancel() {
		this.cancelled = true;
		if (this.action != null) {
			this.action.run();
		}
	}

}
