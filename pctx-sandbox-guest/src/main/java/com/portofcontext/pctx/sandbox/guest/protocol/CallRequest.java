package com.portofcontext.pctx.sandbox.guest.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A call: which spec, how long it may take, and the encoded arguments.
 *
 * @param specId the name of a defined spec
 * @param timeoutMillis wall time from now to the answer
 * @param arguments the encoded arguments
 */
public record CallRequest(String specId, long timeoutMillis, ByteBuffer arguments) {

	private static final int ID_LENGTH = 64;

	/**
	 * Encode what precedes the arguments.
	 * @return the encoding
	 */
	public ByteBuffer head() {
		return ByteBuffer.allocate(ID_LENGTH + Long.BYTES)
			.put(this.specId.getBytes(StandardCharsets.US_ASCII))
			.putLong(this.timeoutMillis)
			.flip();
	}

	/**
	 * Decode a call.
	 * @param payload head and arguments
	 * @return the call
	 * @throws ProtocolException if it is malformed
	 */
	public static CallRequest of(byte[] payload) throws ProtocolException {
		if (payload.length < ID_LENGTH + Long.BYTES) {
			throw new ProtocolException("Truncated call");
		}
		ByteBuffer buffer = ByteBuffer.wrap(payload);
		byte[] id = new byte[ID_LENGTH];
		buffer.get(id);
		return new CallRequest(new String(id, StandardCharsets.US_ASCII), buffer.getLong(), buffer.slice());
	}

}
