package com.portofcontext.pctx.sandbox.faults;

/**
 * How a call ended, and what its caller was told.
 *
 * @param ending how
 * @param reason the message of its exception, if it has one
 */
record CallEnd(Ending ending, String reason) {

	@Override
	public String toString() {
		return this.reason.isEmpty() ? this.ending.toString() : "%s (%s)".formatted(this.ending, this.reason);
	}

}
