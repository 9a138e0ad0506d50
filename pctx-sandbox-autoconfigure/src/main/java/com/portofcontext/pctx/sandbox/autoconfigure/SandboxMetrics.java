package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.function.ToIntFunction;

import com.portofcontext.pctx.sandbox.SandboxCallEvent;
import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;

/**
 * Times calls, and counts workers whenever somebody asks.
 */
final class SandboxMetrics {

	private final MeterRegistry registry;

	SandboxMetrics(MeterRegistry registry, SandboxEngine engine) {
		this.registry = registry;
		registerGauge("ready", engine, SandboxStatus.Pool::ready);
		registerGauge("starting", engine, SandboxStatus.Pool::starting);
		registerGauge("busy", engine, SandboxStatus.Pool::busy);
	}

	private void registerGauge(String state, SandboxEngine engine, ToIntFunction<SandboxStatus.Pool> number) {
		Gauge.builder("pctx.sandbox.workers", engine, (asked) -> sum(asked, number))
			.description("Number of workers")
			.baseUnit("workers")
			.tag("state", state)
			.register(this.registry);
	}

	/** Where no agent runs there is no worker, and to look would start it. */
	private static double sum(SandboxEngine engine, ToIntFunction<SandboxStatus.Pool> number) {
		if (!engine.isStarted()) {
			return 0;
		}
		try {
			return engine.status().pools().stream().mapToInt(number).sum();
		}
		catch (SandboxUnavailableException ex) {
			return Double.NaN;
		}
	}

	@EventListener
	void ended(SandboxCallEvent event) {
		Timer.builder("pctx.sandbox.calls")
			.description("Calls of sandboxed methods, waiting for a worker included")
			.tag("bean", event.beanName())
			.tag("method", event.method().getName())
			.tag("outcome", outcome(event.failure()))
			.register(this.registry)
			.record(event.time());
	}

	/** In the words of a report, and one more for what has none. */
	private static String outcome(@Nullable Throwable failure) {
		if (failure == null) {
			return "RETURNED";
		}
		if (failure instanceof SandboxUnavailableException || failure.getClass() == SandboxException.class) {
			return "UNAVAILABLE";
		}
		if (failure instanceof SandboxTimeoutException) {
			return "TIMEOUT";
		}
		if (failure instanceof SandboxMemoryLimitException) {
			return "MEMORY";
		}
		if (failure instanceof SandboxCrashedException) {
			return "CRASHED";
		}
		return (failure instanceof SandboxResultException) ? "RESULT" : "THREW";
	}

}
