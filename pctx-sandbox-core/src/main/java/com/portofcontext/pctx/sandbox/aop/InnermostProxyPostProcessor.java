package com.portofcontext.pctx.sandbox.aop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Puts the sandbox around each bean before other post-processors see it initialized:
 * those that create proxies go around it, and those that keep the bean to call it, as the
 * ones of message listeners do, keep its proxy. Only spies, which come with a higher
 * priority, stay inside.
 * <p>
 * Registered twice: by itself, for the beans that other post-processors need, and as a
 * bean, for its place among them.
 */
final class InnermostProxyPostProcessor implements SmartInstantiationAwareBeanPostProcessor, PriorityOrdered {

	private final SandboxedBeanPostProcessor delegate;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, Object> earlyReferences = new ConcurrentHashMap<>();

	InnermostProxyPostProcessor(SandboxedBeanPostProcessor delegate, ConfigurableListableBeanFactory beanFactory) {
		this.delegate = delegate;
		this.beanFactory = beanFactory;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		this.delegate.refuseViolations(bean, beanName);
		return bean;
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		Object proxy = protect(bean, beanName);
		if (proxy != bean) {
			this.earlyReferences.put(beanName, proxy);
		}
		return proxy;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object early = this.earlyReferences.get(beanName);
		return (early != null && BeanTargets.ultimateTarget(early) == bean) ? early : protect(bean, beanName);
	}

	private Object protect(Object bean, String beanName) {
		Object proxy = this.delegate.protect(bean, beanName);
		if (proxy != bean && this.beanFactory.containsBeanDefinition(beanName)
				&& !AutoProxyUtils.shouldProxyTargetClass(this.beanFactory, beanName)) {
			// Others would take the proxy's own interfaces for those of the bean.
			this.beanFactory.getBeanDefinition(beanName)
				.setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
		}
		return proxy;
	}

	/**
	 * Return whether a bean is as it was given to others before it was initialized. The
	 * container then goes by what it gave them, and asks for the bean itself.
	 */
	boolean isEarlyReference(Object bean, String beanName) {
		return this.earlyReferences.remove(beanName) == bean;
	}

}
