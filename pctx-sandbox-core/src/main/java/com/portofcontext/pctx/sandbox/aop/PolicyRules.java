package com.portofcontext.pctx.sandbox.aop;

import java.time.Duration;
import java.util.function.Predicate;

import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;

import org.springframework.util.unit.DataSize;

/**
 * Which values the parts of a policy may have, whoever sets them: an annotation, a
 * property or a caller.
 *
 * @since 0.1.0
 */
public final class PolicyRules {

	/** What a JVM needs to come up at all. */
	public static final Rule<DataSize> MEMORY = atLeast(DataSize.ofMegabytes(64),
			"a data size of at least 64MB, such as 512MB");

	/** With less, a JVM is not ready in time. */
	public static final Rule<Double> CPUS = new Rule<>((cpus) -> cpus >= 0.05 && Double.isFinite(cpus),
			"a number of at least 0.05, such as 1 or 0.5");

	/** Clocks count nanoseconds, and end after some centuries. */
	public static final Rule<Duration> TIMEOUT = new Rule<>(
			(timeout) -> timeout.compareTo(Duration.ofMillis(1)) >= 0 && timeout.compareTo(Duration.ofDays(365)) <= 0,
			"a duration of at least 1ms and at most 365d, such as 500ms or 30s");

	/** A JVM alone has about this many threads. */
	public static final Rule<Integer> MAX_PROCESSES = new Rule<>((processes) -> processes >= 16,
			"at least 16: a JVM needs as many");

	/** The encoded result is held in one array. */
	public static final Rule<DataSize> MAX_RESULT_SIZE = new Rule<>(
			(size) -> size.toBytes() > 0 && size.toBytes() < Integer.MAX_VALUE - 64,
			"a data size above 0B and below 2GB, such as 16MB");

	public static final Rule<DataSize> MAX_OUTPUT_SIZE = atLeast(DataSize.ofBytes(0),
			"a data size that is not negative, such as 1MB");

	public static final Rule<DataSize> SCRATCH_SIZE = atLeast(DataSize.ofMegabytes(1),
			"a data size of at least 1MB, such as 64MB");

	public static final Rule<Integer> REUSE_CALLS = new Rule<>((calls) -> calls >= 1, "a number of at least 1");

	/** What an allow-list may hold; {@link AllowList#parse} knows what is wrong. */
	public static final String NETWORK_ALLOW = "entries such as api.example.com:443, api.example.com (for port 443), "
			+ "*.example.com, 192.0.2.1:5432, 10.0.0.0/8:5432 or [fd00::/8]:5432";

	public static final Rule<Integer> MAX_CONNECTIONS = new Rule<>((connections) -> connections >= 1,
			"at least 1, such as 32");

	public static final Rule<DataSize> MAX_TRANSFER_SIZE = atLeast(DataSize.ofBytes(1),
			"a data size above 0B, such as 1GB");

	private PolicyRules() {
	}

	private static Rule<DataSize> atLeast(DataSize minimum, String expected) {
		return new Rule<>((size) -> size.compareTo(minimum) >= 0, expected);
	}

	/**
	 * One rule.
	 *
	 * @param <T> the type of the values
	 * @param allowed tells values that may be used
	 * @param expected says which these are, after "use" or "must be"
	 */
	public record Rule<T>(Predicate<T> allowed, String expected) {

		/**
		 * Tell whether a value may be used.
		 * @param value the value
		 * @return whether it may
		 */
		public boolean allows(T value) {
			return this.allowed.test(value);
		}

	}

}
