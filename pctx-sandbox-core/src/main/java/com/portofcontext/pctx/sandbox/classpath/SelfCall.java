package com.portofcontext.pctx.sandbox.classpath;

/**
 * A call that reaches a sandboxed method around the proxy and would run it in the host.
 *
 * @param caller readable signature of the method that calls, such as
 * {@code Reports.nightly()}
 * @param callee readable signature of the sandboxed method
 * @since 0.1.0
 */
public record SelfCall(String caller, String callee) {

}
