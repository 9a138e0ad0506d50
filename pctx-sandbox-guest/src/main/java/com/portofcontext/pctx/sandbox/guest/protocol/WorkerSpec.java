package com.portofcontext.pctx.sandbox.guest.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What makes two workers interchangeable.
 *
 * @param method the method they serve
 * @param classPath SHA-256 names of the jars on their class path, in order
 * @param limits what each of them may use
 * @param hidden how many of the first jars are the worker's own, and not to be seen by
 * sandboxed code
 */
public record WorkerSpec(MethodSpec method, List<String> classPath, Limits limits, int hidden) {

	public WorkerSpec {
		classPath = List.copyOf(classPath);
		if (hidden < 0 || hidden > classPath.size()) {
			throw new IllegalArgumentException("%d jars of %d cannot be hidden".formatted(hidden, classPath.size()));
		}
	}

	/**
	 * Make the spec of workers that hide nothing.
	 * @param method the method they serve
	 * @param classPath SHA-256 names of the jars on their class path, in order
	 * @param limits what each of them may use
	 */
	public WorkerSpec(MethodSpec method, List<String> classPath, Limits limits) {
		this(method, classPath, limits, 0);
	}

	/**
	 * Return the name of this spec: equal specs have equal names.
	 * @return the SHA-256 of its encoding
	 */
	public String id() {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toBytes()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Encode this spec.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			this.method.write(out);
			Message.writeList(out, this.classPath, Message::writeText);
			this.limits.write(out);
			out.writeInt(this.hidden);
		});
	}

	/**
	 * Decode a spec.
	 * @param payload its encoding
	 * @return the spec
	 * @throws ProtocolException if it is malformed
	 */
	public static WorkerSpec of(byte[] payload) throws ProtocolException {
		return Message.read(payload, (in) -> new WorkerSpec(MethodSpec.read(in),
				Message.readList(in, Message::readText), Limits.read(in), in.readInt()));
	}

}
