package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

/**
 * What was proven before a call, and what the call used.
 *
 * @param jail the jail and its version
 * @param limiter what enforced the limits
 * @param proof facts read from outside before any payload was sent
 * @param unenforced waived limits
 * @param wallNanos from lease to answer
 * @param cpuNanos CPU time of the whole tree since the worker's call before, or since its
 * start
 * @param peakMemory highest memory of the whole tree since its start, in bytes
 * @param outputBytes bytes of standard output and error
 * @param network what was decided on its connections
 * @param start how the worker's JVM came by its classes
 * @param call which of its worker's calls it was, from 1
 */
public record CallReport(String jail, String limiter, List<String> proof, List<String> unenforced, long wallNanos,
		long cpuNanos, long peakMemory, long outputBytes, List<NetworkDecision> network, String start, int call) {

	public CallReport {
		proof = List.copyOf(proof);
		unenforced = List.copyOf(unenforced);
		network = List.copyOf(network);
	}

	/**
	 * Encode this report.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			Message.writeText(out, this.jail);
			Message.writeText(out, this.limiter);
			Message.writeList(out, this.proof, Message::writeText);
			Message.writeList(out, this.unenforced, Message::writeText);
			out.writeLong(this.wallNanos);
			out.writeLong(this.cpuNanos);
			out.writeLong(this.peakMemory);
			out.writeLong(this.outputBytes);
			Message.writeList(out, this.network, (o, decision) -> decision.write(o));
			Message.writeText(out, this.start);
			out.writeInt(this.call);
		});
	}

	/**
	 * Decode a report.
	 * @param payload its encoding
	 * @return the report
	 * @throws ProtocolException if it is malformed
	 */
	public static CallReport of(byte[] payload) throws ProtocolException {
		return Message.read(payload,
				(in) -> new CallReport(Message.readText(in), Message.readText(in),
						Message.readList(in, Message::readText), Message.readList(in, Message::readText), in.readLong(),
						in.readLong(), in.readLong(), in.readLong(), Message.readList(in, NetworkDecision::read),
						Message.readText(in), in.readInt()));
	}

}
