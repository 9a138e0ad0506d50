package com.portofcontext.pctx.sandbox.guest.protocol;

/**
 * Values need more bytes than they may.
 */
public final class ValueTooLargeException extends ValueException {

	private final int maxBytes;

	/**
	 * Create an exception.
	 * @param maxBytes the number of bytes that were allowed
	 */
	public ValueTooLargeException(int maxBytes) {
		super("The values need more than the " + maxBytes + " bytes they may", null);
		this.maxBytes = maxBytes;
	}

	/**
	 * Return the number of bytes that were allowed.
	 * @return the cap
	 */
	public int getMaxBytes() {
		return this.maxBytes;
	}

}
