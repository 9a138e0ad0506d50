package com.portofcontext.pctx.sandbox.aop;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanFactory;

/**
 * Protects the beans that other post-processors need: they are created before ours is
 * registered, last of all, in its own right.
 */
final class EarlyBeanPostProcessor implements SmartInstantiationAwareBeanPostProcessor {

	private final SandboxedBeanPostProcessor delegate;

	private final ConfigurableListableBeanFactory beanFactory;

	private volatile boolean over;

	EarlyBeanPostProcessor(SandboxedBeanPostProcessor delegate, ConfigurableListableBeanFactory beanFactory) {
		this.delegate = delegate;
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return isOver() ? bean : this.delegate.postProcessBeforeInitialization(bean, beanName);
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		return isOver() ? bean : this.delegate.getEarlyBeanReference(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return isOver() ? bean : this.delegate.postProcessAfterInitialization(bean, beanName);
	}

	private boolean isOver() {
		if (!this.over) {
			this.over = this.beanFactory instanceof AbstractBeanFactory factory
					&& factory.getBeanPostProcessors().contains(this.delegate);
		}
		return this.over;
	}

}
