package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.aop.SandboxViolation;
import com.portofcontext.pctx.sandbox.aop.SandboxViolationException;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/**
 * Shows every sandboxed method that is defined in a way that cannot be kept, and what to
 * change about each.
 */
class SandboxDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<SandboxDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SandboxDefinitionException cause) {
		if (cause instanceof SandboxViolationException violated) {
			return analyze(violated, violated.getViolations());
		}
		if (cause instanceof SandboxDependencyException missing) {
			return new FailureAnalysis(missing.getDescription(), missing.getAction(), cause);
		}
		return new FailureAnalysis((cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getName(),
				"Change it as described. A sandboxed method is never run in the application instead.", cause);
	}

	private FailureAnalysis analyze(SandboxViolationException cause, List<SandboxViolation> violations) {
		String title = (violations.size() == 1) ? "A sandboxed method cannot be kept in a sandbox as it is written:"
				: "%d sandboxed methods or classes cannot be kept in a sandbox as they are written:"
					.formatted(violations.size());
		return new FailureAnalysis(
				violations.stream()
					.map((violation) -> "- %s (bean '%s')%n  %s".formatted(violation.location(), violation.beanName(),
							violation.description()))
					.collect(Collectors.joining("%n%n".formatted(), title + "%n%n".formatted(), "")),
				violations.stream()
					.map((violation) -> "- %s%n  %s".formatted(StringUtils.hasText(violation.method())
							? violation.beanClass().getSimpleName() + "." + violation.method()
							: violation.beanClass().getSimpleName(), violation.action()))
					.distinct()
					.collect(Collectors.joining("%n%n".formatted(), "%n%n".formatted(), ""))
					.strip(),
				cause);
	}

}
