package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * A call ended without an answer of the sandboxed code.
 *
 * @param kind what it means for the caller
 * @param message what happened
 */
public record Failure(Kind kind, String message) {

	/**
	 * Encode this failure.
	 * @return its encoding
	 */
	public byte[] toBytes() {
		return Message.write((out) -> {
			out.writeByte(this.kind.ordinal());
			Message.writeText(out, this.message);
		});
	}

	/**
	 * Decode a failure.
	 * @param payload its encoding
	 * @return the failure
	 * @throws ProtocolException if it is malformed
	 */
	public static Failure of(byte[] payload) throws ProtocolException {
		return Message.read(payload, (in) -> {
			int code = in.readUnsignedByte();
			if (code >= Kind.values().length) {
				throw new ProtocolException("Unknown kind of failure " + code);
			}
			return new Failure(Kind.values()[code], Message.readText(in));
		});
	}

	/**
	 * What a failure means for the caller.
	 */
	public enum Kind {

		/** It never ran. */
		UNAVAILABLE,

		/** It ran too long. */
		TIMEOUT,

		/** It needed too much memory. */
		MEMORY,

		/** The worker died: the outcome is unknown. */
		CRASHED,

		/** The result is too large or malformed. */
		RESULT,

		/**
		 * It never ran: the agent does not know its spec, or lacks a blob of its class
		 * path. Both may have been there before. The host is to put the blobs and define
		 * the spec once more.
		 */
		UNDEFINED

	}

}
