package com.portofcontext.pctx.sandbox.call;

import java.io.InputStream;

import com.portofcontext.pctx.sandbox.guest.protocol.CallReport;
import com.portofcontext.pctx.sandbox.guest.protocol.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What came back of a call.
 *
 * @param frame result, throwable or failure
 * @param report what was proven and used, missing where the call never ran
 * @param stream what came of a streamed result
 */
record CallOutcome(Frame frame, @Nullable CallReport report, @Nullable InputStream stream) {

}
