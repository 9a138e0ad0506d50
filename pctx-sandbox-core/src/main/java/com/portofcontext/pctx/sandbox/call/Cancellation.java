package com.portofcontext.pctx.sandbox.call;

import org.jspecify.annotations.Nullable;

/**
 * Lets the holder of a future end the call behind it.
 */
final class Cancellation {

	private @Nullable Runnable action;

	private boolean cancelled;

	void onCancel(Runnable action) {
		if (keep(action)) {
			action.run();
		}
	}

	private synchronized boolean keep(Runnable action) {
		this.action = action;
		return this.cancelled;
	}

	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	void cancel() {
		Runnable kept = end();
		if (kept != null) {
			kept.run();
		}
	}

	private synchronized @Nullable Runnable end() {
		this.cancelled = true;
		return this.action;
	}

}
