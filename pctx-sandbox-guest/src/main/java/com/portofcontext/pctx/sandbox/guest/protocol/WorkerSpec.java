package com.portofcontext.pctx.sandbox.guest.protocol;

import java.util.List;

/**
 * What makes two workers interchangeable.
 *
 * @param method the method they serve
 * @param classPath SHA-256 names of the jars on their class path, in order
 * @param hidden how many of the first jars are the worker's own, and not to be seen by
 * sandboxed code
 * @param limits what each of them may use
 * @param network what each of them may connect to: entries of an allow-list, nothing when
 * it is empty
 * @param networkLimits what each of them may use of that
 * @param reuse how long each of them serves
 */
public record WorkerSpec(MethodSpec method, List<String> classPath, int hidden, Limits limits, List<String> network,
		NetworkLimits networkLimits, Reuse reuse) {

	public WorkerSpec {
		classPath = List.copyOf(classPath);
		network = List.copyOf(network);
		if (hidden < 0 || hidden > classPath.size()) {
			throw new IllegalArgumentException("%d jars of %d cannot be hidden".formatted(hidden, classPath.size()));
		}
	}

	/**
	 * Make the spec of workers without a network that hide nothing and serve one call
	 * each.
	 * @param method the method they serve
	 * @param classPath SHA-256 names of the jars on their class path, in order
	 * @param limits what each of them may use
	 */
	public WorkerSpec(MethodSpec method, List<String> classPath, Limits limits) {
		this(method, classPath, 0, limits, List.of(), NetworkLimits.DEFAULT, Reuse.NEVER);
	}

	/**
	 * Return the name of this spec: equal specs have equal names.
	 * @return the SHA-256 of its encoding
	 */
	public String id() {
		return Sha256.of(toBytes());
	}

	/**
	 * Encode this spec.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			this.method.write(out);
			Message.writeList(out, this.classPath, Message::writeText);
			out.writeInt(this.hidden);
			this.limits.write(out);
			Message.writeList(out, this.network, Message::writeText);
			this.networkLimits.write(out);
			this.reuse.write(out);
		});
	}

	/**
	 * Decode a spec.
	 * @param payload its encoding
	 * @return the spec
	 * @throws ProtocolException if it is malformed
	 */
	public static WorkerSpec of(byte[] payload) throws ProtocolException {
		return Message.read(payload,
				(in) -> new WorkerSpec(MethodSpec.read(in), Message.readList(in, Message::readText), in.readInt(),
						Limits.read(in), Message.readList(in, Message::readText), NetworkLimits.read(in),
						Reuse.read(in)));
	}

}
