package com.portofcontext.pctx.sandbox.guest.agent.egress;

import java.time.Duration;

/**
 * What one worker may have of the proxy.
 *
 * @param concurrent connections at once
 * @param total connections over its life
 * @param bytes bytes to and from all destinations together
 * @param handshake time from a connection's begin until its destination is connected
 * @param connect time for one address to be connected
 * @param idle time without a byte after which a connection ends
 */
record EgressLimits(int concurrent, int total, long bytes, Duration handshake, Duration connect, Duration idle) {

	static final EgressLimits DEFAULT = new EgressLimits(32, 1000, 1L << 30, Duration.ofSeconds(20),
			Duration.ofSeconds(5), Duration.ofMinutes(2));

}
