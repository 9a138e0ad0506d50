package com.portofcontext.pctx.sandbox.dependencies;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies of a sandboxed method cannot be had, or are not what they should be.
 *
 * @since 0.1.0
 */
public class SandboxDependencyException extends SandboxDefinitionException {

	private final String description;

	private final String action;

	/**
	 * Create an exception.
	 * @param description what was asked and what happened
	 * @param action what to change
	 * @param cause why, or {@code null}
	 */
	public SandboxDependencyException(String description, String action, @Nullable Throwable cause) {
		super(description + " " + action, cause);
		this.description = description;
		this.action = action;
	}

	/**
	 * Return what was asked and what happened.
	 * @return the description
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * Return what to change.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
