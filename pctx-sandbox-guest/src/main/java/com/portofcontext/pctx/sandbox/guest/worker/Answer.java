package com.portofcontext.pctx.sandbox.guest.worker;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * The outcome of the call, encoded.
 *
 * @param type result, throwable or failure
 * @param payload its encoding
 * @param sound whether the JVM is as good as before: not after an error, as opposed to an
 * exception, or a failure
 */
record Answer(FrameType type, byte[] payload, boolean sound) {

	/** An answer after which nothing is to be called any more. */
	Answer(FrameType type, byte[] payload) {
		this(type, payload, false);
	}

}
