package com.portofcontext.pctx.sandbox.call;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import org.jspecify.annotations.Nullable;

/**
 * Says what to change where the application itself has no memory for a call. What that
 * call took is free again, so it is no error of the application's.
 */
final class HostMemory {

	/** Causes can lead back to themselves. */
	private static final int MAX_CAUSES = 100;

	private HostMemory() {
	}

	/**
	 * Where it is thrown again on the way out, the second hides the first as its cause.
	 */
	static @Nullable OutOfMemoryError find(Throwable thrown) {
		Throwable cause = thrown;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (cause instanceof OutOfMemoryError error) {
				return error;
			}
			cause = cause.getCause();
		}
		return null;
	}

	static SandboxException exhaustedByArguments(String method, OutOfMemoryError error) {
		return new SandboxException(
				"%s was not called: this application has no memory to send its arguments: %s. Send less, or raise the application's heap by -Xmx (now %d MB)."
					.formatted(method, error.getMessage(), megabytes()),
				error);
	}

	static SandboxResultException exhaustedByAnswer(SandboxedMethod method, SandboxPolicy policy,
			OutOfMemoryError error) {
		return new SandboxResultException(
				"%s was called, but this application has no memory to read its answer: %s. Return less, lower %s (now %d bytes), or raise the application's heap by -Xmx (now %d MB)."
					.formatted(method.displayName(), error.getMessage(),
							new PolicyAdvice(method.policy(), policy).maxResultSize(), policy.maxResultSize().toBytes(),
							megabytes()),
				error);
	}

	private static long megabytes() {
		return Runtime.getRuntime().maxMemory() >> 20;
	}

}
