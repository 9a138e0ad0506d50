package com.portofcontext.pctx.sandbox.call;

import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.protocol.ThrownValue;

/**
 * Explains what the code was thrown because a limit was reached: Java names none.
 */
final class ReachedLimits {

	/** The kernel's words for {@code EAGAIN}, when a process is to be started. */
	private static final String NO_PROCESS = "Resource temporarily unavailable";

	/** The kernel's words for {@code ENOSPC}; nothing else can be written to. */
	private static final String NO_SPACE = "No space left on device";

	/** What is thrown at code that connects to somewhere, where there is no network. */
	private static final Set<String> NO_NETWORK = Set.of("java.net.ConnectException", "java.net.UnknownHostException",
			"java.net.NoRouteToHostException", "java.nio.channels.UnresolvedAddressException",
			"java.net.http.HttpConnectTimeoutException");

	private ReachedLimits() {
	}

	static String advice(ThrownValue thrown, PolicyAdvice policy) {
		ThrownValue cause = thrown;
		while (cause != null) {
			String advice = (cause.message() != null) ? advice(cause.message(), policy) : "";
			if (NO_NETWORK.contains(cause.typeName()) && policy.used().networkAllow().isEmpty()) {
				advice = ". It has no network: name what it may connect to in " + policy.networkAllow();
			}
			if (!advice.isEmpty()) {
				return advice;
			}
			cause = cause.cause();
		}
		return "";
	}

	private static String advice(String message, PolicyAdvice policy) {
		if (message.startsWith("unable to create native thread") || message.contains(NO_PROCESS)) {
			return ". It may have at most %d processes and threads: start fewer, or raise %s"
				.formatted(policy.used().maxProcesses(), policy.maxProcesses());
		}
		if (message.contains(NO_SPACE)) {
			return ". Its scratch directory holds %s: write less, or raise %s".formatted(policy.used().scratchSize(),
					policy.scratchSize());
		}
		return "";
	}

}
