package com.portofcontext.pctx.sandbox;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What was proven about the jail before the call, what the call used, and how it ended.
 *
 * @param machine where it ran, such as {@code local}
 * @param jail the jail around the worker, with its version
 * @param limits what enforced the limits, such as {@code cgroup v2}
 * @param proof what was read from outside before any payload was sent, a fact each
 * @param unenforced limits that were waived by {@code pctx.sandbox.local.unenforced}
 * @param wallTime from the lease of the worker to its answer
 * @param cpuTime CPU time of the whole process tree; its preparation included in the
 * first call of a worker, what it did since its last call in others
 * @param peakMemory highest memory of the whole process tree, since the worker's start
 * @param outputBytes bytes written to standard output and error
 * @param policy the limits in force
 * @param network what was decided on each connection that the code asked for
 * @param exit how it ended
 * @param start how the worker's JVM came by its classes: {@code plain},
 * {@code shared classes} or {@code AOT cache}
 * @param call which call of its worker it was: 1 unless {@link SandboxReuse} let the
 * worker serve others before
 * @since 0.1.0
 */
public record SandboxReport(String machine, String jail, String limits, List<String> proof, List<String> unenforced,
		Duration wallTime, Duration cpuTime, DataSize peakMemory, long outputBytes, SandboxPolicy policy,
		List<Connection> network, Exit exit, String start, int call) {

	public SandboxReport {
		proof = List.copyOf(proof);
		unenforced = List.copyOf(unenforced);
		network = List.copyOf(network);
	}

	/**
	 * What was decided on one connection.
	 *
	 * @param destination what was asked for, as {@code host:port}
	 * @param address the checked address that was connected to, {@code null} if none was
	 * @param allowed whether it was allowed
	 * @param reason why it was not, or what ended it early; empty where there is nothing
	 * to say
	 * @param sentBytes bytes that the destination was sent
	 * @param receivedBytes bytes that came from it
	 * @since 0.1.0
	 */
	public record Connection(String destination, @Nullable String address, boolean allowed, String reason,
			long sentBytes, long receivedBytes) {

	}

	/**
	 * How a call ended.
	 *
	 * @since 0.1.0
	 */
	public enum Exit {

		/** The method returned. */
		RETURNED,

		/** The method threw. */
		THREW,

		/** It was killed because its time was up. */
		TIMEOUT,

		/** It needed more than its memory. */
		MEMORY,

		/** Its process died, or broke the protocol. */
		CRASHED,

		/** Its result was too large, or could not be encoded. */
		RESULT

	}

}
