package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * The peer announced a frame larger than its type allows. Nothing of it was read.
 */
public final class FrameTooLargeException extends ProtocolException {

	private final FrameType type;

	FrameTooLargeException(FrameType type, int length, int limit) {
		super("Frame %s of %d bytes exceeds %d".formatted(type, Integer.toUnsignedLong(length), limit));
		this.type = type;
	}

	/**
	 * Return the type of the frame.
	 * @return the type
	 */
	public FrameType type() {
		return this.type;
	}

}
