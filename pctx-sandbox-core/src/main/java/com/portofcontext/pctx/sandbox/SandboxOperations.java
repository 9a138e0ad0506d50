package com.portofcontext.pctx.sandbox;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The programmatic way to the engine behind {@link Sandboxed}: calls a sandboxed method
 * of a named bean, with another policy where wanted, and gives value and report together.
 *
 * @since 0.1.0
 */
public interface SandboxOperations {

	/**
	 * Call a sandboxed method under the policy it is defined with.
	 * @param beanName the name of the bean
	 * @param methodName the name of the sandboxed method; must not be overloaded with the
	 * same number of parameters
	 * @param arguments the arguments
	 * @param <T> the type of the value
	 * @return value and report; the value of a {@code Future} method is the value of the
	 * future
	 * @throws SandboxDefinitionException if the bean has no such sandboxed method, or
	 * more than one
	 * @throws SandboxExecutionException if the code threw; a declared checked exception
	 * is its cause
	 * @throws SandboxException as the method itself would
	 */
	default <T extends @Nullable Object> SandboxResult<T> call(String beanName, String methodName,
			@Nullable Object... arguments) {
		return callWith(UnaryOperator.identity(), beanName, methodName, arguments);
	}

	/**
	 * Call a sandboxed method under another policy.
	 * @param policy makes the policy of this call from the one the method is defined with
	 * @param beanName the name of the bean
	 * @param methodName the name of the sandboxed method; must not be overloaded with the
	 * same number of parameters
	 * @param arguments the arguments
	 * @param <T> the type of the value
	 * @return value and report
	 * @throws SandboxDefinitionException if the bean has no such sandboxed method, or
	 * more than one, or if the policy cannot be used
	 * @throws SandboxExecutionException if the code threw; a declared checked exception
	 * is its cause
	 * @throws SandboxException as the method itself would
	 */
	<T extends @Nullable Object> SandboxResult<T> callWith(UnaryOperator<SandboxPolicy> policy, String beanName,
			String methodName, @Nullable Object... arguments);

	/**
	 * Ask what stands ready for sandboxed calls.
	 * @return the status
	 * @throws SandboxUnavailableException if the machine cannot be reached
	 */
	SandboxStatus status();

	/**
	 * Bring the machine back to how it was before any sandboxed code ran in it, and wait
	 * until it serves calls again. Calls that run end in a
	 * {@link SandboxCrashedException}, and those that come wait.
	 * @throws SandboxException if the machine cannot be brought back: one without a
	 * snapshot, or in use by another application
	 */
	void reset();

}
