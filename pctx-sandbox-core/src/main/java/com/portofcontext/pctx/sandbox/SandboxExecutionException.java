package com.portofcontext.pctx.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The sandboxed code threw. Type, message and stack are carried as text; the
 * {@link #getCause() cause} prints them like a local stack trace.
 *
 * @since 0.1.0
 */
public class SandboxExecutionException extends SandboxException {

	private final String remoteType;

	private final @Nullable String remoteMessage;

	/**
	 * Create an exception for what sandboxed code threw.
	 * @param message what was asked, what happened and what to change
	 * @param remoteType the name of the class that was thrown beyond the wall
	 * @param remoteMessage its message
	 * @param cause a throwable that prints the remote stack trace
	 */
	public SandboxExecutionException(String message, String remoteType, @Nullable String remoteMessage,
			@Nullable Throwable cause) {
		super(message, cause);
		this.remoteType = remoteType;
		this.remoteMessage = remoteMessage;
	}

	/**
	 * Return the name of the class that was thrown beyond the wall. It is text: the class
	 * need not exist here.
	 * @return the class name
	 */
	public String getRemoteType() {
		return this.remoteType;
	}

	/**
	 * Return the message of what was thrown beyond the wall.
	 * @return the message, or {@code null}
	 */
	public @Nullable String getRemoteMessage() {
		return this.remoteMessage;
	}

}
