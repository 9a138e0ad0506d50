package com.portofcontext.pctx.sandbox.aop;

import java.lang.reflect.Method;
import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses beans with sandboxed methods where there is no
 * {@link SandboxedBeanPostProcessor}: their bodies would run in the host, and nobody
 * would know. Add it to the application context itself, for whatever leaves out the
 * post-processor would leave out a bean beside it, too.
 *
 * @since 0.1.0
 */
public final class SandboxGuard implements BeanFactoryPostProcessor {

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
		if (beanFactory.getBeanNamesForType(SandboxedBeanPostProcessor.class, true, false).length == 0) {
			beanFactory
				.addBeanPostProcessor(new Refusal(this.action, new MockitoDetector(beanFactory.getBeanClassLoader())));
		}
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

		private Object refuseIfSandboxed(Object bean, String beanName) {
			Class<?> beanClass = BeanTargets.userClass(bean);
			List<Method> methods = List.copyOf(this.finder.find(beanClass).keySet());
			if (!methods.isEmpty() && !this.mockito.isMock(BeanTargets.ultimateTarget(bean))) {
				throw new SandboxViolationException(methods.stream()
					.map((method) -> new SandboxViolation(beanName, beanClass, Signatures.of(method),
							"Nothing sandboxes it: the application context has no SandboxedBeanPostProcessor.",
							this.action))
					.toList());
			}
			return bean;
		}

	}

}
