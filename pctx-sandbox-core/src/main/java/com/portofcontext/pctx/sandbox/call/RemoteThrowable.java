package com.portofcontext.pctx.sandbox.call;

import java.util.List;

import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;
import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;
import org.jspecify.annotations.Nullable;

/**
 * Prints like what was thrown beyond the wall: its type and message, its stack trace and
 * its causes. Where it was made says nothing, so it has no stack trace of its own.
 */
@SuppressWarnings("OverrideThrowableToString") // the class to print is the remote one
final class RemoteThrowable extends Exception {

	private final String remoteType;

	private RemoteThrowable(ThrownValue thrown, @Nullable RemoteThrowable cause) {
		super(printable(thrown.message()), cause, false, true);
		this.remoteType = PrintableText.of(thrown.typeName());
		setStackTrace(stackTrace(thrown.stack()));
	}

	static RemoteThrowable of(ThrownValue thrown) {
		ThrownValue cause = thrown.cause();
		return new RemoteThrowable(thrown, (cause != null) ? of(cause) : null);
	}

	/** What was thrown here while an answer was read: its messages quote the answer. */
	static RemoteThrowable of(Exception thrown) {
		return of(ThrownValue.of(thrown));
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	@Override
	public String toString() {
		return (getMessage() != null) ? this.remoteType + ": " + getMessage() : this.remoteType;
	}

	private static StackTraceElement[] stackTrace(List<ThrownValue.Frame> frames) {
		return frames.stream()
			.map((frame) -> new StackTraceElement(PrintableText.of(frame.className()),
					PrintableText.of(frame.methodName()), fileName(frame), frame.lineNumber()))
			.toArray(StackTraceElement[]::new);
	}

	private static @Nullable String fileName(ThrownValue.Frame frame) {
		String name = frame.fileName();
		return (name != null) ? PrintableText.of(name) : null;
	}

	/** Whoever logs what was thrown must not log lines that its message made up. */
	static @Nullable String printable(@Nullable String message) {
		return (message != null) ? PrintableText.ofLines(message) : null;
	}

}
