package com.portofcontext.pctx.sandbox.aop;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.target.AbstractBeanFactoryBasedTargetSource;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * What is behind the proxies of a bean.
 */
final class BeanTargets {

	private static final String MOCKITO_SUBCLASS = "$MockitoMock$";

	private BeanTargets() {
	}

	/**
	 * Return a bean as the proxy it is.
	 * @param bean the bean
	 * @return the proxy, or {@code null} if it is none, such as the factory of one
	 */
	static @Nullable Advised proxy(Object bean) {
		return (bean instanceof SpringProxy && bean instanceof Advised advised) ? advised : null;
	}

	/**
	 * Return the object that methods finally run on.
	 * @param bean a bean, or a target that may itself be a proxy
	 * @return the object behind all proxies
	 */
	static Object ultimateTarget(Object bean) {
		Advised proxy = proxy(bean);
		Object target = (proxy != null) ? staticTarget(innermostProxy(proxy)) : null;
		return (target != null) ? target : bean;
	}

	/**
	 * Return the class that the user wrote, behind proxies and generated subclasses.
	 * @param bean the bean
	 * @return the class
	 */
	static Class<?> userClass(Object bean) {
		Advised proxy = proxy(bean);
		Class<?> targetClass = (proxy != null) ? innermostProxy(proxy).getTargetClass() : null;
		return userClass((targetClass != null) ? targetClass : bean.getClass());
	}

	static Class<?> userClass(Class<?> type) {
		Class<?> userClass = ClassUtils.getUserClass(type);
		while (userClass.getName().contains(MOCKITO_SUBCLASS) && userClass.getSuperclass() != null) {
			userClass = userClass.getSuperclass();
		}
		return userClass;
	}

	/**
	 * Return the proxy that is nearest to the object that methods finally run on.
	 * @param proxy the outermost proxy
	 * @return the innermost one
	 */
	static Advised innermostProxy(Advised proxy) {
		Advised next = next(proxy);
		return (next != null) ? innermostProxy(next) : proxy;
	}

	/**
	 * Return the proxy that a proxy leads to.
	 * @param proxy the proxy
	 * @return the next one, or {@code null} if there is none
	 */
	static @Nullable Advised next(Advised proxy) {
		Object target = staticTarget(proxy);
		return (target != null) ? proxy(target) : null;
	}

	/**
	 * Return whether a proxy only leads to another bean, which has a proxy of its own:
	 * scoped, pooled and lazy beans.
	 * @param bean the bean
	 * @return whether it stands for another bean
	 */
	static boolean standsForOtherBean(Object bean) {
		Advised proxy = proxy(bean);
		return proxy != null && proxy.getTargetSource() instanceof AbstractBeanFactoryBasedTargetSource;
	}

	static Object currentTarget(Advised advised) {
		Object target = target(advised);
		Assert.state(target != null, () -> "Proxy has no target: " + advised.getTargetSource());
		return target;
	}

	private static @Nullable Object staticTarget(Advised advised) {
		return advised.getTargetSource().isStatic() ? target(advised) : null;
	}

	private static @Nullable Object target(Advised advised) {
		TargetSource targetSource = advised.getTargetSource();
		try {
			return targetSource.getTarget();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Proxy has no target: " + targetSource, ex);
		}
	}

}
