package com.portofcontext.pctx.sandbox.aop;

import org.jspecify.annotations.Nullable;

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
	 * Return the object that methods finally run on.
	 * @param bean a bean, or a target that may itself be a proxy
	 * @return the object behind all proxies
	 */
	static Object ultimateTarget(Object bean) {
		Object target = bean;
		while (target instanceof Advised advised) {
			Object next = staticTarget(advised);
			if (next == null) {
				return target;
			}
			target = next;
		}
		return target;
	}

	/**
	 * Return the class that the user wrote, behind proxies and generated subclasses.
	 * @param bean the bean
	 * @return the class
	 */
	static Class<?> userClass(Object bean) {
		Object target = ultimateTarget(bean);
		if (target instanceof Advised advised && advised.getTargetClass() != null) {
			return userClass(advised.getTargetClass());
		}
		return userClass(target.getClass());
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
		Advised innermost = proxy;
		while (staticTarget(innermost) instanceof Advised next) {
			innermost = next;
		}
		return innermost;
	}

	/**
	 * Return whether a proxy only leads to another bean, which has a proxy of its own:
	 * scoped, pooled and lazy beans.
	 * @param bean the bean
	 * @return whether it stands for another bean
	 */
	static boolean standsForOtherBean(Object bean) {
		return bean instanceof Advised advised
				&& advised.getTargetSource() instanceof AbstractBeanFactoryBasedTargetSource;
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
