package com.portofcontext.pctx.sandbox.aop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.portofcontext.pctx.sandbox.call.SandboxedMethod;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.scope.ScopedProxyUtils;

/**
 * The sandboxed methods of the application, by the names of their beans. Complete for the
 * types that bean definitions tell; what hides behind a factory method's return type
 * joins when its bean is created.
 *
 * @since 0.1.0
 */
public final class SandboxedMethods {

	private final Map<String, List<SandboxedMethod>> methods = new ConcurrentHashMap<>();

	private final Consumer<SandboxedMethod> listener;

	/**
	 * Create methods of which nobody is told.
	 */
	public SandboxedMethods() {
		this((method) -> {
		});
	}

	/**
	 * Create methods.
	 * @param listener told of each method that can be kept, as soon as it is known; of
	 * some more than once
	 */
	public SandboxedMethods(Consumer<SandboxedMethod> listener) {
		this.listener = listener;
	}

	/**
	 * Return all sandboxed methods that are known so far.
	 * @return the sandboxed methods of all beans
	 */
	public List<SandboxedMethod> all() {
		return this.methods.values().stream().flatMap(List::stream).toList();
	}

	/**
	 * Return the sandboxed methods of a bean.
	 * @param beanName the name of the bean, for a scoped bean that of its scoped proxy
	 * @return the methods, or none
	 */
	public List<SandboxedMethod> ofBean(String beanName) {
		List<SandboxedMethod> found = this.methods.get(ScopedProxyUtils.getTargetBeanName(beanName));
		return (found != null) ? found : this.methods.getOrDefault(beanName, List.of());
	}

	/**
	 * Return the object behind all proxies of a bean, whose data fields travel.
	 * @param bean the bean
	 * @return the target of its calls
	 */
	public Object targetOf(Object bean) {
		Object target = bean;
		while (BeanTargets.standsForOtherBean(target)) {
			target = BeanTargets.currentTarget((Advised) target);
		}
		return BeanTargets.ultimateTarget(target);
	}

	void add(SandboxedBean bean) {
		if (bean.beanClass().isInterface()) {
			// The class with the bodies is not known yet.
			return;
		}
		this.methods.put(bean.beanName(), List.copyOf(bean.methods().values()));
		if (bean.violations().isEmpty()) {
			bean.methods().values().forEach(this.listener);
		}
	}

}
