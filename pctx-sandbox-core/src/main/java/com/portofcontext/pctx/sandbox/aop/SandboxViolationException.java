package com.portofcontext.pctx.sandbox.aop;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;

/**
 * All violations that one look at the application found.
 *
 * @since 0.1.0
 */
public class SandboxViolationException extends SandboxDefinitionException {

	private final List<SandboxViolation> violations;

	/**
	 * Create an exception whose message has all violations.
	 * @param violations the violations, at least one
	 */
	public SandboxViolationException(Collection<SandboxViolation> violations) {
		super(violations.stream()
			.map(Object::toString)
			.collect(
					Collectors.joining("\n- ", "Sandboxed methods are defined in a way that cannot be kept:\n- ", "")));
		this.violations = List.copyOf(violations);
	}

	/**
	 * Return the violations.
	 * @return the violations, by bean and method
	 */
	public List<SandboxViolation> getViolations() {
		return this.violations;
	}

	/**
	 * Throw if there is any violation.
	 * @param violations the violations
	 * @throws SandboxViolationException with all of them
	 */
	static void throwIfAny(Collection<SandboxViolation> violations) {
		if (!violations.isEmpty()) {
			throw new SandboxViolationException(violations);
		}
	}

}
