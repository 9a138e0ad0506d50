package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.call.SandboxInvoker;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;

/**
 * Puts the sandbox into the proxies of beans.
 */
final class SandboxedProxies {

	private final Supplier<SandboxInvoker> invoker;

	private final Map<SandboxedBean, SandboxedMethodAdvisor> advisors = new ConcurrentHashMap<>();

	SandboxedProxies(Supplier<SandboxInvoker> invoker) {
		this.invoker = invoker;
	}

	/**
	 * Return the bean with the sandbox as the innermost advice.
	 * @param sandboxed what is known about the bean
	 * @param bean the bean, proxied by others or not
	 * @return its proxy
	 * @throws SandboxViolationException if that cannot be done
	 */
	Object protect(SandboxedBean sandboxed, Object bean) {
		refuseWithoutBody(sandboxed);
		Advised proxy = BeanTargets.proxy(bean);
		if (proxy != null) {
			addTo(BeanTargets.innermostProxy(proxy), sandboxed);
			return bean;
		}
		if (AopUtils.isAopProxy(bean)) {
			throw refused(sandboxed, "Its proxy is opaque, so the sandbox cannot become its innermost advice.",
					"Create the proxy with 'opaque=false'.");
		}
		ProxyFactory proxyFactory = new ProxyFactory();
		proxyFactory.setTarget(bean);
		proxyFactory.setProxyTargetClass(true);
		proxyFactory.addAdvisor(advisor(sandboxed));
		proxyFactory.setPreFiltered(true);
		// Whoever comes later has to go around, not inside.
		proxyFactory.setFrozen(true);
		// The class loader of the bean: in another one, package-private methods could not
		// be overridden.
		return proxyFactory.getProxy(bean.getClass().getClassLoader());
	}

	private void addTo(Advised proxy, SandboxedBean sandboxed) {
		for (Advisor advisor : proxy.getAdvisors()) {
			if (advisor instanceof SandboxedMethodAdvisor) {
				return;
			}
		}
		if (!proxy.getTargetSource().isStatic()) {
			throw refused(sandboxed, "The target of its proxy changes (%s), so nothing can be promised about it."
				.formatted(proxy.getTargetSource()), "Use a proxy with a fixed target.");
		}
		if (proxy.isFrozen()) {
			throw refused(sandboxed, "Its proxy is frozen, so the sandbox cannot become its innermost advice.",
					"Create the proxy with 'frozen=false'.");
		}
		proxy.addAdvisor(advisor(sandboxed));
	}

	private SandboxedMethodAdvisor advisor(SandboxedBean sandboxed) {
		// One for all instances of a prototype, so that they share their proxy class.
		return this.advisors.computeIfAbsent(sandboxed, (bean) -> new SandboxedMethodAdvisor(bean, this.invoker));
	}

	private static void refuseWithoutBody(SandboxedBean sandboxed) {
		List<SandboxViolation> violations = new ArrayList<>(0);
		for (Method method : sandboxed.methods().keySet()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				violations.add(sandboxed.violation(method, "The method has no body that could run beyond the wall.",
						"Annotate a method of a class."));
			}
		}
		SandboxViolationException.throwIfAny(violations);
	}

	private static SandboxViolationException refused(SandboxedBean sandboxed, String description, String action) {
		return new SandboxViolationException(List.of(sandboxed.violation(null, description, action)));
	}

}
