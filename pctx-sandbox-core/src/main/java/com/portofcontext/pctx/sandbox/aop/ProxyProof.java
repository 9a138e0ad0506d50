package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.DefaultAdvisorChainFactory;

/**
 * Proves on a finished proxy that calls of the sandboxed methods end in the sandbox. Asks
 * the proxy class and Spring's own advisor chain: that an advisor could apply proves
 * nothing.
 */
final class ProxyProof {

	private static final String BEAN_POST_PROCESSOR_ACTION = "Let whatever adds it do so before the sandbox, or around it.";

	private ProxyProof() {
	}

	static List<SandboxViolation> check(SandboxedBean bean, Object object) {
		List<SandboxViolation> violations = new ArrayList<>(0);
		Advised outermost = BeanTargets.proxy(object);
		if (outermost == null) {
			violations.add(bean.violation(null, "The bean is not proxied: it was created around the sandbox.",
					"Do not create it before bean post-processors are registered, and let Spring create it."));
			return violations;
		}
		Advised proxy = BeanTargets.innermostProxy(outermost);
		Advisor[] advisors = proxy.getAdvisors();
		long ours = Arrays.stream(advisors).filter(SandboxedMethodAdvisor.class::isInstance).count();
		if (ours != 1) {
			violations.add(bean.violation(null, "Its proxy has the sandbox %d times.".formatted(ours),
					"Register one SandboxedBeanPostProcessor, and do not change the advisors of its beans."));
		}
		else if (!(advisors[advisors.length - 1] instanceof SandboxedMethodAdvisor)) {
			violations.add(bean.violation(null,
					"%s is inside the sandbox, and would be skipped.".formatted(advisors[advisors.length - 1]),
					BEAN_POST_PROCESSOR_ACTION));
		}
		else {
			bean.methods().keySet().forEach((method) -> {
				Advised passing = endsInSandbox(proxy, method, bean) ? notOverriding(outermost, method) : proxy;
				if (passing != null) {
					violations.add(bean.violation(method,
							"Its proxy %s does not intercept the method.".formatted(passing.getClass().getName()),
							"Make the method public."));
				}
			});
		}
		return violations;
	}

	private static boolean endsInSandbox(Advised proxy, Method method, SandboxedBean bean) {
		List<Object> chain = DefaultAdvisorChainFactory.INSTANCE.getInterceptorsAndDynamicInterceptionAdvice(proxy,
				method, bean.beanClass());
		return !chain.isEmpty() && chain.get(chain.size() - 1) instanceof SandboxedMethodInterceptor;
	}

	/**
	 * Find a proxy whose own copy of the method would run.
	 */
	private static @Nullable Advised notOverriding(Advised outermost, Method method) {
		for (Advised proxy = outermost; proxy != null; proxy = BeanTargets.next(proxy)) {
			if (!isOverridden(proxy, method)) {
				return proxy;
			}
		}
		return null;
	}

	private static boolean isOverridden(Advised proxy, Method method) {
		Class<?> proxyClass = proxy.getClass();
		if (Proxy.isProxyClass(proxyClass)) {
			// Has only what its interfaces have, and hands on all of it.
			return true;
		}
		try {
			Method override = proxyClass.getDeclaredMethod(method.getName(), method.getParameterTypes());
			return !InterceptionRules.isPackagePrivate(method.getModifiers())
					|| InterceptionRules.inSamePackage(override.getDeclaringClass(), method.getDeclaringClass());
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

}
