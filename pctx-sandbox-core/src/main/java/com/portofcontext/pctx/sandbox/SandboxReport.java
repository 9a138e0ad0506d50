package com.portofcontext.pctx.sandbox;

import java.time.Duration;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * What was proven about the jail before the call, and what the call used.
 *
 * @param machine where it ran, such as {@code local}
 * @param jail the jail around the worker, with its version
 * @param limits what enforced the limits, such as {@code cgroup v2}
 * @param proof what was read from outside before any payload was sent, a fact each
 * @param unenforced limits that were waived by {@code pctx.sandbox.local.unenforced}
 * @param wallTime from the lease of the worker to its answer
 * @param cpuTime CPU time of the whole process tree, its preparation included
 * @param peakMemory highest memory of the whole process tree
 * @param outputBytes bytes written to standard output and error
 * @param start how the worker's JVM came by its classes: {@code plain},
 * {@code shared classes} or {@code AOT cache}
 * @since 0.1.0
 */
public record SandboxReport(String machine, String jail, String limits, List<String> proof, List<String> unenforced,
		Duration wallTime, Duration cpuTime, DataSize peakMemory, long outputBytes, String start) {

	public SandboxReport {
		proof = List.copyOf(proof);
		unenforced = List.copyOf(unenforced);
	}

}
