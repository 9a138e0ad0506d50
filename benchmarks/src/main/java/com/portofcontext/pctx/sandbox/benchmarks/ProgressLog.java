package com.portofcontext.pctx.sandbox.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.portofcontext.pctx.sandbox.SandboxProgressEvent;

import org.springframework.context.event.EventListener;

/**
 * When a machine began with each thing that it does while it starts.
 */
class ProgressLog {

	private final Map<String, Long> begun = new ConcurrentHashMap<>();

	@EventListener
	void told(SandboxProgressEvent event) {
		this.begun.putIfAbsent(event.activity(), System.nanoTime());
	}

	/** The time from one thing to another, in milliseconds. */
	double millis(String from, String to) {
		Long first = this.begun.get(from);
		Long last = this.begun.get(to);
		if (first == null || last == null) {
			throw new IllegalStateException("It did not go from '%s' to '%s': %s".formatted(from, to, this.begun));
		}
		return (last - first) / 1e6;
	}

}
