package com.portofcontext.pctx.sandbox.aop;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanFactory;

/**
 * Stands in for {@link InnermostProxyPostProcessor} until that one is registered in its
 * place: other post-processors, and the beans that they need, are created before.
 * <p>
 * An object of its own: the container counts post-processors, and warns of every bean if
 * one of them was registered twice.
 */
final class EarlyProxyPostProcessor implements SmartInstantiationAwareBeanPostProcessor {

	private final InnermostProxyPostProcessor delegate;

	private final ConfigurableListableBeanFactory beanFactory;

	private volatile boolean over;

	EarlyProxyPostProcessor(InnermostProxyPostProcessor delegate, ConfigurableListableBeanFactory beanFactory) {
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
