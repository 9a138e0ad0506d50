package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything a sandboxed call can fail with. Every message says what was asked,
 * what happened, and which property or attribute to change. Itself it is thrown for an
 * argument or data field that cannot be encoded: the method was not called.
 *
 * @since 0.1.0
 */
public class SandboxException extends RuntimeException {

	private transient @Nullable SandboxReport report;

	/**
	 * Create an exception without a cause.
	 * @param message what was asked, what happened and what to change
	 */
	public SandboxException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what was asked, what happened and what to change
	 * @param cause what led to it
	 */
	public SandboxException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Return what was proven, what the call used and how it ended.
	 * @return the report; {@code null} if the call never ran, or nothing is known of its
	 * end
	 */
	public @Nullable SandboxReport getReport() {
		return this.report;
	}

	/**
	 * Add the report, once: whoever makes calls knows it after the exception is made.
	 * @param report the report of the call
	 * @return this exception
	 * @throws IllegalStateException if there is one already
	 */
	public SandboxException initReport(SandboxReport report) {
		if (this.report != null) {
			throw new IllegalStateException("There is a report already");
		}
		this.report = report;
		return this;
	}

}
