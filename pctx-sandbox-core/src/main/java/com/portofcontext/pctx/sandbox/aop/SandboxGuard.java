package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Refuses beans with sandboxed methods where there is no
 * {@link SandboxedBeanPostProcessor}: their bodies would run in the host, and nobody
 * would know. Add it to the application context itself, for whatever leaves out the
 * post-processor would leave out a bean beside it, too.
 * <p>
 * Added as a listener as well, it looks at the contexts below its own: post-processors
 * are not handed down to them. What they have made by then is looked at afterwards.
 *
 * @since 0.1.0
 */
public final class SandboxGuard implements BeanFactoryPostProcessor, ApplicationListener<ContextRefreshedEvent> {

	private final String action;

	/**
	 * Create a guard.
	 * @param action says how the post-processor comes into the context
	 */
	public SandboxGuard(String action) {
		this.action = action;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (!isSandboxed(beanFactory)) {
			guard(beanFactory);
		}
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() instanceof ConfigurableApplicationContext context
				&& !isSandboxed(context.getBeanFactory())) {
			Refusal refusal = guard(context.getBeanFactory());
			for (String name : context.getBeanFactory().getSingletonNames()) {
				refusal.check(context.getBeanFactory(), name);
			}
		}
	}

	/** Whoever refreshes the context is told. */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private static boolean isSandboxed(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.getBeanNamesForType(SandboxedBeanPostProcessor.class, true, false).length > 0;
	}

	private Refusal guard(ConfigurableListableBeanFactory beanFactory) {
		Refusal refusal = new Refusal(this.action, new MockitoDetector(beanFactory.getBeanClassLoader()));
		beanFactory.addBeanPostProcessor(refusal);
		return refusal;
	}

	/**
	 * Looks at each bean, and at what factory beans make.
	 */
	private static final class Refusal implements BeanPostProcessor {

		private final SandboxedMethodFinder finder = new SandboxedMethodFinder();

		private final String action;

		private final MockitoDetector mockito;

		Refusal(String action, MockitoDetector mockito) {
			this.action = action;
			this.mockito = mockito;
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			return refuseIfSandboxed(bean, beanName);
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return refuseIfSandboxed(bean, beanName);
		}

		private void check(ConfigurableListableBeanFactory beanFactory, String name) {
			Object bean = beanFactory.getSingleton(name);
			if (bean != null) {
				refuseIfSandboxed(bean, name);
			}
			if (bean instanceof FactoryBean<?> factory && factory.getObjectType() != null
					&& !methods(BeanTargets.userClass(factory.getObjectType())).isEmpty()
					&& beanFactory.isSingleton(name)) {
				refuseIfSandboxed(beanFactory.getBean(name), name);
			}
		}

		private Object refuseIfSandboxed(Object bean, String beanName) {
			Class<?> beanClass = BeanTargets.userClass(bean);
			List<Method> methods = methods(beanClass);
			if (!methods.isEmpty() && !isProtected(bean) && !this.mockito.isMock(BeanTargets.ultimateTarget(bean))) {
				throw new SandboxViolationException(methods.stream()
					.map((method) -> new SandboxViolation(beanName, beanClass, Signatures.of(method),
							"Nothing sandboxes it: the application context has no SandboxedBeanPostProcessor.",
							this.action))
					.toList());
			}
			return bean;
		}

		private List<Method> methods(Class<?> beanClass) {
			return List.copyOf(this.finder.find(beanClass).keySet());
		}

		/** It comes from a context that has the sandbox. */
		private static boolean isProtected(Object bean) {
			Advised proxy = BeanTargets.proxy(bean);
			return proxy != null && Arrays.stream(BeanTargets.innermostProxy(proxy).getAdvisors())
				.anyMatch(SandboxedMethodAdvisor.class::isInstance);
		}

	}

}
