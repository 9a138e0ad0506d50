package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What a worker may use of its way out.
 *
 * @param connections connections at once
 * @param totalConnections connections over its life
 * @param bytes bytes to and from all destinations together
 * @param connect time from a connection's begin until its destination is connected
 * @param idle time without a byte after which a connection ends
 */
public record NetworkLimits(int connections, int totalConnections, long bytes, Duration connect, Duration idle) {

	/** What holds where nobody says anything else. */
	public static final NetworkLimits DEFAULT = new NetworkLimits(32, 1000, 1L << 30, Duration.ofSeconds(20),
			Duration.ofMinutes(2));

	void write(DataOutput out) throws IOException {
		out.writeInt(this.connections);
		out.writeInt(this.totalConnections);
		out.writeLong(this.bytes);
		out.writeLong(this.connect.toMillis());
		out.writeLong(this.idle.toMillis());
	}

	static NetworkLimits read(DataInput in) throws IOException {
		return new NetworkLimits(in.readInt(), in.readInt(), in.readLong(), Duration.ofMillis(in.readLong()),
				Duration.ofMillis(in.readLong()));
	}

}
