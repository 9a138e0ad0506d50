package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the egress proxy decided on one connection of a worker's.
 *
 * @param destination what was asked for, as {@code host:port}
 * @param address the address that was connected to, empty if none was
 * @param allowed whether the allow-list allows it
 * @param reason why not, or how it ended; empty where there is nothing to say
 * @param sentBytes bytes that the destination was sent
 * @param receivedBytes bytes that came from it
 */
public record NetworkDecision(String destination, String address, boolean allowed, String reason, long sentBytes,
		long receivedBytes) {

	void write(DataOutput out) throws IOException {
		Message.writeText(out, this.destination);
		Message.writeText(out, this.address);
		out.writeBoolean(this.allowed);
		Message.writeText(out, this.reason);
		out.writeLong(this.sentBytes);
		out.writeLong(this.receivedBytes);
	}

	static NetworkDecision read(DataInput in) throws IOException {
		return new NetworkDecision(Message.readText(in), Message.readText(in), in.readBoolean(), Message.readText(in),
				in.readLong(), in.readLong());
	}

}
