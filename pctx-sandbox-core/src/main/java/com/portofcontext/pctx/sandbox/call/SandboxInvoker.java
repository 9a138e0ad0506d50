package com.portofcontext.pctx.sandbox.call;

import org.jspecify.annotations.Nullable;

/**
 * Runs a sandboxed method beyond the wall. The boundary between interception and the
 * engine.
 *
 * @since 0.1.0
 */
public interface SandboxInvoker {

	/**
	 * Run the method beyond the wall, never in this process.
	 * @param method the method
	 * @param target the bean behind all proxies, to read its data fields from
	 * @param arguments the arguments
	 * @return what the method returns: its value, or a future of it
	 * @throws Throwable what the method declares to throw, or a
	 * {@link com.portofcontext.pctx.sandbox.SandboxException}
	 */
	@Nullable Object invoke(SandboxedMethod method, Object target, @Nullable Object[] arguments) throws Throwable;

}
