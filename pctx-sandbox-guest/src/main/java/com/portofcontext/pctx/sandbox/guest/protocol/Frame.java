package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * One message.
 *
 * @param type its kind
 * @param payload its content
 */
public record Frame(FrameType type, byte[] payload) {

	/**
	 * Return the payload if this frame has the expected type.
	 * @param expected the only type the protocol allows now
	 * @return the payload
	 * @throws ProtocolException if the type is another one
	 */
	public byte[] expect(FrameType expected) throws ProtocolException {
		if (this.type != expected) {
			throw new ProtocolException("Expected frame %s but got %s".formatted(expected, this.type));
		}
		return this.payload;
	}

}
