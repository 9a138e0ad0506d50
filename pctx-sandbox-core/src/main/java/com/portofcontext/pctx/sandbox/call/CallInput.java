package com.portofcontext.pctx.sandbox.call;

import java.util.List;

/**
 * What a call is made with.
 *
 * @param payload the encoded data fields and arguments
 * @param streams the arguments that are streamed, by number
 * @param streamedResult whether the result is streamed
 */
record CallInput(byte[] payload, List<StreamSource> streams, boolean streamedResult) {

}
