package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A sandboxed method is defined in a way that cannot be kept beyond the wall. Thrown
 * while the application starts; when a method is called, by {@link SandboxOperations} for
 * a method that is not sandboxed or a policy that cannot be used, and through a proxy
 * that was changed after the start.
 *
 * @since 0.1.0
 */
public class SandboxDefinitionException extends SandboxException {

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxDefinitionException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxDefinitionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
