package com.portofcontext.pctx.sandbox.call;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.guest.protocol.Failure;
import com.portofcontext.pctx.sandbox.guest.protocol.PrintableText;

/**
 * Says what the sandbox's own failures mean for the caller, and what to change.
 */
final class CallFailures {

	private CallFailures() {
	}

	static SandboxException toException(String method, Failure failure, PolicyAdvice policy) {
		String happened = PrintableText.of(failure.message());
		return switch (failure.kind()) {
			case UNAVAILABLE -> new SandboxUnavailableException("%s did not run: %s".formatted(method, happened));
			case UNDEFINED -> new ForgottenSpecException("%s did not run: %s".formatted(method, happened));
			case TIMEOUT -> new SandboxTimeoutException("%s ran longer than its timeout of %d ms: %s. Raise %s."
				.formatted(method, policy.used().timeout().toMillis(), happened, policy.timeout()));
			case MEMORY -> new SandboxMemoryLimitException("%s exceeded its memory of %d MB: %s. Raise %s."
				.formatted(method, policy.used().memory().toMegabytes(), happened, policy.memory()));
			case CRASHED -> new SandboxCrashedException(
					"%s has an unknown outcome, its worker died: %s. Remove what ends its process, such as System.exit; repeat the call only if it may run twice."
						.formatted(method, happened));
			case RESULT -> new SandboxResultException(
					"%s ran, but %s. %s.".formatted(method, happened, resultAdvice(happened, policy)));
		};
	}

	private static String resultAdvice(String happened, PolicyAdvice policy) {
		if (happened.contains("max-result-size")) {
			return "Return less, or raise %s (now %d bytes)".formatted(policy.maxResultSize(),
					policy.used().maxResultSize().toBytes());
		}
		if (happened.contains("no memory for its answer")) {
			return "Return less, or raise the agent's heap, which on the local machine is the application's, by -Xmx";
		}
		return happened.contains("cannot be encoded") ? "Return what can be written as the declared type"
				: "No worker answers so by itself: look at the code it runs";
	}

}
