package com.portofcontext.pctx.sandbox.aop;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.SandboxNetworkLimits;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxPolicy;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import com.portofcontext.pctx.sandbox.guest.agent.egress.AllowList;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.Assert;

/**
 * {@link SandboxOperations} on the beans of an application.
 *
 * @since 0.1.0
 */
public final class BeanSandboxOperations implements SandboxOperations {

	private final BeanFactory beanFactory;

	private final SandboxedMethods methods;

	private final SandboxEngine engine;

	/**
	 * Create operations.
	 * @param beanFactory has the beans whose methods are called
	 * @param methods knows which of their methods are sandboxed
	 * @param engine makes the calls
	 */
	public BeanSandboxOperations(BeanFactory beanFactory, SandboxedMethods methods, SandboxEngine engine) {
		this.beanFactory = beanFactory;
		this.methods = methods;
		this.engine = engine;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends @Nullable Object> SandboxResult<T> callWith(UnaryOperator<SandboxPolicy> policy, String beanName,
			String methodName, @Nullable Object... arguments) {
		Assert.notNull(arguments,
				"'arguments' must not be null: write (Object) null for a single argument that is null");
		Object target = this.methods.targetOf(this.beanFactory.getBean(beanName));
		SandboxedMethod method = find(beanName, methodName, arguments.length);
		try {
			SandboxPolicy changed = policy.apply(method.policy());
			Assert.notNull(changed, "'policy' must not return null");
			return (SandboxResult<T>) this.engine.call(method, target, arguments, checked(changed));
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw unchecked("Sandboxed method %s of bean '%s' threw %s".formatted(methodName, beanName, ex), ex);
		}
	}

	/** A declared checked exception carries what was thrown beyond the wall. */
	private static SandboxExecutionException unchecked(String message, Exception declared) {
		return Stream.concat(Stream.ofNullable(declared.getCause()), Stream.of(declared.getSuppressed()))
			.filter(SandboxExecutionException.class::isInstance)
			.map(SandboxExecutionException.class::cast)
			.findFirst()
			.map((remote) -> unchecked(message, declared, remote))
			.orElseGet(() -> new SandboxExecutionException(message, declared.getClass().getName(),
					declared.getMessage(), declared));
	}

	private static SandboxExecutionException unchecked(String message, Exception declared,
			SandboxExecutionException remote) {
		SandboxExecutionException exception = new SandboxExecutionException(message, remote.getRemoteType(),
				remote.getRemoteMessage(), declared);
		SandboxReport report = remote.getReport();
		if (report != null) {
			exception.initReport(report);
		}
		return exception;
	}

	private SandboxedMethod find(String beanName, String methodName, int parameters) {
		List<SandboxedMethod> candidates = this.methods.ofBean(beanName)
			.stream()
			.filter((method) -> method.method().getName().equals(methodName)
					&& method.parameterTypes().size() == parameters)
			.toList();
		if (candidates.size() != 1) {
			throw new SandboxDefinitionException(
					"Bean '%s' has %s sandboxed method '%s' with %d arguments. Call a method that is annotated with @Sandboxed and has a name of its own; there are: %s."
						.formatted(beanName, candidates.isEmpty() ? "no" : "more than one", methodName, parameters,
								sandboxedMethods(beanName)));
		}
		return candidates.get(0);
	}

	private String sandboxedMethods(String beanName) {
		String names = this.methods.ofBean(beanName)
			.stream()
			.map((method) -> Stream.of(method.method().getParameterTypes())
				.map(Class::getSimpleName)
				.collect(Collectors.joining(", ", method.method().getName() + "(", ")")))
			.collect(Collectors.joining(", "));
		return names.isEmpty() ? "none" : names;
	}

	/** What allows the same is the same: an allow-list has one spelling from here on. */
	private static SandboxPolicy checked(SandboxPolicy policy) {
		require(PolicyRules.MEMORY, "memory", policy.memory());
		require(PolicyRules.CPUS, "cpus", policy.cpus());
		require(PolicyRules.TIMEOUT, "timeout", policy.timeout());
		require(PolicyRules.MAX_PROCESSES, "maxProcesses", policy.maxProcesses());
		require(PolicyRules.MAX_RESULT_SIZE, "maxResultSize", policy.maxResultSize());
		require(PolicyRules.MAX_OUTPUT_SIZE, "maxOutputSize", policy.maxOutputSize());
		require(PolicyRules.SCRATCH_SIZE, "scratchSize", policy.scratchSize());
		SandboxNetworkLimits network = policy.networkLimits();
		require(PolicyRules.MAX_CONNECTIONS, "networkLimits.maxConnections", network.maxConnections());
		require(PolicyRules.MAX_CONNECTIONS, "networkLimits.maxTotalConnections", network.maxTotalConnections());
		require(PolicyRules.MAX_TRANSFER_SIZE, "networkLimits.maxTransferSize", network.maxTransferSize());
		require(PolicyRules.TIMEOUT, "networkLimits.connectTimeout", network.connectTimeout());
		require(PolicyRules.TIMEOUT, "networkLimits.idleTimeout", network.idleTimeout());
		require(PolicyRules.REUSE_CALLS, "reuse.calls", policy.reuse().calls());
		require(PolicyRules.TIMEOUT, "reuse.time", policy.reuse().time());
		try {
			return policy.withNetworkAllow(AllowList.parse(policy.networkAllow()).entries());
		}
		catch (IllegalArgumentException ex) {
			throw refuse("networkAllow", policy.networkAllow(),
					"%s; use %s".formatted(ex.getMessage(), PolicyRules.NETWORK_ALLOW));
		}
	}

	private static <T> void require(PolicyRules.Rule<T> rule, String name, T value) {
		if (!rule.allows(value)) {
			throw refuse(name, value, "it must be " + rule.expected());
		}
	}

	private static SandboxDefinitionException refuse(String name, Object value, String reason) {
		return new SandboxDefinitionException(
				"The policy of this call has '%s' %s: %s.".formatted(name, value, reason));
	}

	@Override
	public SandboxStatus status() {
		return this.engine.status();
	}

	@Override
	public void reset() {
		this.engine.reset();
	}

}
