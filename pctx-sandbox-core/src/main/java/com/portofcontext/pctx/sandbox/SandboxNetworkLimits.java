package com.portofcontext.pctx.sandbox;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * What a sandboxed call may use of the network that its policy allows.
 *
 * @param maxConnections connections at once; at least 1, by default 32
 * @param maxTotalConnections connections in all, refused ones included; at least 1, by
 * default 1,000
 * @param maxTransferSize size of all that is sent and received; above 0, by default 1 GB
 * @param connectTimeout wall time until a connection stands, its name looked up and its
 * request read; 1 ms to 365 days, by default 20 seconds
 * @param idleTimeout wall time without a byte after which a connection ends; 1 ms to 365
 * days, by default 2 minutes
 * @since 0.1.0
 * @see SandboxPolicy#networkLimits()
 */
public record SandboxNetworkLimits(int maxConnections, int maxTotalConnections, DataSize maxTransferSize,
		Duration connectTimeout, Duration idleTimeout) {

	/**
	 * The limits where no property says anything else.
	 */
	public static final SandboxNetworkLimits DEFAULT = new SandboxNetworkLimits(32, 1000, DataSize.ofGigabytes(1),
			Duration.ofSeconds(20), Duration.ofMinutes(2));

}
