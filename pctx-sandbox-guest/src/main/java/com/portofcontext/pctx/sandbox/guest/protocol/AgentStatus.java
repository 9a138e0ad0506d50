package com.portofcontext.pctx.sandbox.guest.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What an agent has to say of itself.
 *
 * @param jail the jail and its version; the agent logs why it was chosen
 * @param limiter what enforces the limits
 * @param unenforced waived limits
 * @param maxWorkers how many workers may live at once
 * @param waiting calls that wait for a worker
 * @param pools workers by spec
 */
public record AgentStatus(String jail, String limiter, List<String> unenforced, int maxWorkers, int waiting,
		List<Pool> pools) {

	public AgentStatus {
		unenforced = List.copyOf(unenforced);
		pools = List.copyOf(pools);
	}

	/**
	 * Encode this status.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			Message.writeText(out, this.jail);
			Message.writeText(out, this.limiter);
			Message.writeList(out, this.unenforced, Message::writeText);
			out.writeInt(this.maxWorkers);
			out.writeInt(this.waiting);
			Message.writeList(out, this.pools, (o, pool) -> pool.write(o));
		});
	}

	/**
	 * Decode a status.
	 * @param payload its encoding
	 * @return the status
	 * @throws ProtocolException if it is malformed
	 */
	public static AgentStatus of(byte[] payload) throws ProtocolException {
		return Message.read(payload, (in) -> new AgentStatus(Message.readText(in), Message.readText(in),
				Message.readList(in, Message::readText), in.readInt(), in.readInt(), Message.readList(in, Pool::read)));
	}

	/**
	 * The workers of one spec.
	 *
	 * @param method the method they serve
	 * @param ready workers waiting for a call
	 * @param starting workers being prepared
	 * @param busy workers in a call
	 * @param proof what was proven of the newest worker
	 */
	public record Pool(String method, int ready, int starting, int busy, List<String> proof) {

		public Pool {
			proof = List.copyOf(proof);
		}

		private void write(DataOutput out) throws IOException {
			Message.writeText(out, this.method);
			out.writeInt(this.ready);
			out.writeInt(this.starting);
			out.writeInt(this.busy);
			Message.writeList(out, this.proof, Message::writeText);
		}

		private static Pool read(DataInput in) throws IOException {
			return new Pool(Message.readText(in), in.readInt(), in.readInt(), in.readInt(),
					Message.readList(in, Message::readText));
		}

	}

}
