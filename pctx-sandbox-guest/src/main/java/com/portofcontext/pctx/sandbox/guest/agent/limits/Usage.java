package com.portofcontext.pctx.sandbox.guest.agent.limits;

/**
 * What a process tree has used.
 *
 * @param cpuNanos CPU time
 * @param peakMemory highest memory, in bytes
 * @param outOfMemory whether the kernel killed a process of it for its memory limit
 */
public record Usage(long cpuNanos, long peakMemory, boolean outOfMemory) {

	static final Usage UNKNOWN = new Usage(0, 0, false);

}
