package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows why no sandbox can be had on this host.
 */
class SandboxUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<SandboxUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SandboxUnavailableException cause) {
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getName();
		return new FailureAnalysis("The sandbox is not available: " + reason,
				"Make available what the message names. To start the application without a sandbox, set "
						+ "'pctx.sandbox.enabled' to false: calls of sandboxed methods then fail, they never run in "
						+ "the application instead.",
				cause);
	}

}
