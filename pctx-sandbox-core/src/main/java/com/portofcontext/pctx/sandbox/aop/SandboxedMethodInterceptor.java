package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.SandboxedMethod;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;

/**
 * Sends calls of sandboxed methods beyond the wall. Stands where the body would be, so it
 * never proceeds: whatever is inside of it would be skipped, and is refused.
 */
final class SandboxedMethodInterceptor implements MethodInterceptor {

	private final SandboxedBean bean;

	private final Supplier<SandboxInvoker> invoker;

	private final Map<Method, SandboxedMethod> methods = new ConcurrentHashMap<>();

	SandboxedMethodInterceptor(SandboxedBean bean, Supplier<SandboxInvoker> invoker) {
		this.bean = bean;
		this.invoker = invoker;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		SandboxedMethod method = method(invocation.getMethod());
		assertInnermost(invocation);
		Object target = invocation.getThis();
		if (target == null) {
			throw refused(invocation, "its proxy has no target", "Let Spring create the bean behind it.");
		}
		target = BeanTargets.ultimateTarget(target);
		if (!method.method().getDeclaringClass().isInstance(target)) {
			throw refused(invocation, "its proxy has the foreign target %s".formatted(target.getClass().getName()),
					"Leave its proxy the target it was created with.");
		}
		return this.invoker.get().invoke(method, target, invocation.getArguments());
	}

	private SandboxedMethod method(Method called) {
		SandboxedMethod method = this.methods.get(called);
		if (method == null) {
			method = this.bean.find(called);
			if (method == null) {
				throw new SandboxDefinitionException(
						"%s of bean '%s' was called through the sandbox, but is not known as sandboxed. Annotate the method of the bean's class with @Sandboxed."
							.formatted(called, this.bean.beanName()));
			}
			this.methods.put(called, method);
		}
		return method;
	}

	private void assertInnermost(MethodInvocation invocation) {
		if (!(invocation instanceof ProxyMethodInvocation proxied && proxied.getProxy() instanceof Advised advised)) {
			throw refused(invocation, "its proxy is opaque, so nobody can tell whether an advisor is inside of it",
					"Create the proxy with 'opaque=false'.");
		}
		if (advised.indexOf(this) != advised.getAdvisorCount() - 1) {
			throw refused(invocation,
					"%s is inside of it and would be skipped"
						.formatted(advised.getAdvisors()[advised.getAdvisorCount() - 1]),
					"Let whatever adds it put it around the sandbox.");
		}
	}

	private SandboxDefinitionException refused(MethodInvocation invocation, String reason, String action) {
		return new SandboxDefinitionException(
				"%s of bean '%s' was not called: the sandbox must be the innermost advice, but %s. %s"
					.formatted(Signatures.of(invocation.getMethod()), this.bean.beanName(), reason, action));
	}

}
