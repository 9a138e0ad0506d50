package com.portofcontext.pctx.sandbox.machine.lima;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.portofcontext.pctx.sandbox.SandboxProgressEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is done to the machine, and for how long: to the log, to the application,
 * and to calls that wait for it.
 */
final class LimaProgress {

	private static final Logger logger = LoggerFactory.getLogger(LimaMachine.class);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(\\.\\d+)?\\s?%");

	private final String instance;

	private final Consumer<SandboxProgressEvent> listener;

	private volatile Activity activity = new Activity("not started yet", System.nanoTime(), null, 0);

	/**
	 * Create a progress.
	 * @param instance the instance
	 * @param listener is told as well
	 */
	LimaProgress(String instance, Consumer<SandboxProgressEvent> listener) {
		this.instance = instance;
		this.listener = listener;
	}

	/** A step begins. */
	void accept(String what) {
		long now = System.nanoTime();
		tell(new Activity(what, now, null, now));
	}

	/**
	 * A step goes on.
	 * @param said what the tool that does it said last
	 */
	void goOn(String said) {
		Activity now = this.activity;
		if (!said.isEmpty()) {
			now = new Activity(now.what, now.since, said, now.told);
			this.activity = now;
		}
		if (System.nanoTime() - now.told >= INTERVAL.toNanos()) {
			tell(new Activity(now.what, now.since, now.detail, System.nanoTime()));
		}
	}

	private void tell(Activity now) {
		this.activity = now;
		Duration elapsed = now.elapsed();
		logger.info("Lima machine '{}': {}{}", this.instance, now.what, now.suffix());
		try {
			this.listener.accept(new SandboxProgressEvent("lima", now.what, now.detail, elapsed, percent(now.detail)));
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of the Lima machine's progress failed", ex);
		}
	}

	private static @Nullable Integer percent(@Nullable String detail) {
		if (detail == null) {
			return null;
		}
		Matcher matcher = PERCENT.matcher(detail);
		return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
	}

	/** In words, such as: for 12 s it has been starting the machine. */
	String told() {
		Activity now = this.activity;
		return "for %d s it has been %s%s".formatted(now.elapsed().toSeconds(), now.what,
				(now.detail != null) ? " (" + now.detail + ")" : "");
	}

	/**
	 * What is done now.
	 *
	 * @param what in words
	 * @param since since when, by {@link System#nanoTime()}
	 * @param detail what the tool that does it said last
	 * @param told when that was last told
	 */
	private record Activity(String what, long since, @Nullable String detail, long told) {

		Duration elapsed() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

		String suffix() {
			return (this.detail != null) ? ", for %d s so far: %s".formatted(elapsed().toSeconds(), this.detail) : "";
		}

	}

}
