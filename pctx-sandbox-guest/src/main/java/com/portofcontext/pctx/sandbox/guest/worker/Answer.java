package com.portofcontext.pctx.sandbox.guest.worker;

import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;

/**
 * The outcome of the call, encoded.
 *
 * @param type result, throwable or failure
 * @param payload its encoding
 */
record Answer(FrameType type, byte[] payload) {

}
