package com.portofcontext.pctx.sandbox.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes sandboxed methods run beyond the wall, and refuses the application where one of
 * them could run in the host. Looks three times: at the types of all bean definitions
 * before anything is created, at each bean before it is initialized and when all other
 * post-processors are done with it, and at all singletons once they are up.
 * <p>
 * Declare it as a {@code static @Bean}.
 *
 * @since 0.1.0
 */
public final class SandboxedBeanPostProcessor implements BeanFactoryPostProcessor, MergedBeanDefinitionPostProcessor,
		SmartInitializingSingleton, EnvironmentAware {

	private static final Logger logger = LoggerFactory.getLogger(SandboxedBeanPostProcessor.class);

	private final SandboxPolicies policies;

	private final SandboxedMethods methods;

	private final ValueModules modules;

	private final SandboxedProxies proxies;

	/** By class and name: a factory bean and its product share a name. */
	private final Map<Class<?>, Map<String, Optional<SandboxedBean>>> beans = new ConcurrentHashMap<>(256);

	private @Nullable Environment environment;

	private @Nullable Context context;

	/**
	 * Create the post-processor.
	 * @param policies the policies annotations start from; needed before other beans are
	 * created
	 * @param methods receives the sandboxed methods that are found
	 * @param modules what values are carried with
	 * @param invoker asked for the engine at the first call
	 */
	public SandboxedBeanPostProcessor(SandboxPolicies policies, SandboxedMethods methods, ValueModules modules,
			Supplier<SandboxInvoker> invoker) {
		this.policies = policies;
		this.methods = methods;
		this.modules = modules;
		this.proxies = new SandboxedProxies(SingletonSupplier.of(invoker));
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		InnermostProxyPostProcessor innermost = new InnermostProxyPostProcessor(this, beanFactory);
		this.context = new Context(beanFactory,
				new SandboxedBeanInspector(new SandboxPolicyResolver(this.policies, placeholders(beanFactory)),
						new DataFieldRule(beanFactory), this.modules),
				new MockitoDetector(beanFactory.getBeanClassLoader()), innermost);
		List<SandboxViolation> violations = new ArrayList<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (!isTemplateOrScopedProxy(beanFactory.getMergedBeanDefinition(name))) {
				inspectDefinition(name, violations);
			}
		}
		SandboxViolationException.throwIfAny(violations);
		beanFactory.addBeanPostProcessor(new EarlyProxyPostProcessor(innermost, beanFactory));
		beanFactory.registerSingleton(InnermostProxyPostProcessor.class.getName(), innermost);
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		// Only who implements this comes after all others.
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Context context = this.context;
		return (context != null && context.innermost().isEarlyReference(bean, beanName))
				? BeanTargets.ultimateTarget(bean) : protect(bean, beanName);
	}

	void refuseViolations(Object bean, String beanName) {
		SandboxedBean sandboxed = find(bean, beanName);
		if (sandboxed != null) {
			SandboxViolationException.throwIfAny(sandboxed.violations());
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		ConfigurableListableBeanFactory beanFactory = context().beanFactory();
		List<SandboxViolation> violations = new ArrayList<>();
		for (String name : beanFactory.getSingletonNames()) {
			Object bean = beanFactory.getSingleton(name);
			if (bean != null) {
				verify(bean, name, violations);
			}
		}
		SandboxViolationException.throwIfAny(violations);
	}

	private void inspectDefinition(String name, List<SandboxViolation> violations) {
		ConfigurableListableBeanFactory beanFactory = context().beanFactory();
		inspectType(name, beanFactory.getType(name, false), violations);
		if (beanFactory.isFactoryBean(name)) {
			inspectType(name, beanFactory.getType(BeanFactory.FACTORY_BEAN_PREFIX + name, false), violations);
		}
	}

	private void inspectType(String name, @Nullable Class<?> type, List<SandboxViolation> violations) {
		if (type == null) {
			return;
		}
		try {
			inspect(name, BeanTargets.userClass(type)).ifPresent((bean) -> {
				violations.addAll(bean.violations());
				this.methods.add(bean);
			});
		}
		catch (IllegalStateException | LinkageError ex) {
			// Such as a class of an absent library. Looked at again if it becomes a bean.
			logger.debug("Cannot look for sandboxed methods in {}", type.getName(), ex);
		}
	}

	/**
	 * Return the bean with the sandbox as its innermost advice.
	 * @param bean the bean, or its proxy
	 * @param beanName its name
	 * @return the bean itself if nothing of it is sandboxed, or if it was protected
	 * before
	 * @throws SandboxViolationException if it cannot be kept
	 */
	Object protect(Object bean, String beanName) {
		SandboxedBean sandboxed = find(bean, beanName);
		if (sandboxed == null) {
			return bean;
		}
		SandboxViolationException.throwIfAny(sandboxed.violations());
		Object proxy = this.proxies.protect(sandboxed, bean);
		SandboxViolationException.throwIfAny(ProxyProof.check(sandboxed, proxy));
		this.methods.add(sandboxed);
		return proxy;
	}

	private void verify(Object bean, String name, List<SandboxViolation> violations) {
		SandboxedBean sandboxed = find(bean, name);
		if (sandboxed != null) {
			violations.addAll(sandboxed.violations());
			violations.addAll(ProxyProof.check(sandboxed, bean));
		}
		if (bean instanceof FactoryBean<?> factory && factory.getObjectType() != null
				&& inspect(name, BeanTargets.userClass(factory.getObjectType())).isPresent()
				&& context().beanFactory().isSingleton(name)) {
			Object product = context().beanFactory().getBean(name);
			if (product != bean) {
				verify(product, name, violations);
			}
		}
	}

	/**
	 * Find what is sandboxed of a bean.
	 * @return {@code null} for a bean that has nothing to protect
	 */
	private @Nullable SandboxedBean find(Object bean, String beanName) {
		if (this.context == null || BeanTargets.standsForOtherBean(bean)) {
			return null;
		}
		SandboxedBean sandboxed = inspect(beanName, BeanTargets.userClass(bean)).orElse(null);
		return (sandboxed != null && context().mockito().isMock(BeanTargets.ultimateTarget(bean))) ? null : sandboxed;
	}

	private Optional<SandboxedBean> inspect(String beanName, Class<?> beanClass) {
		Map<String, Optional<SandboxedBean>> named = this.beans.computeIfAbsent(beanClass,
				(type) -> new ConcurrentHashMap<>(1));
		Optional<SandboxedBean> known = named.get(beanName);
		if (known == null) {
			Context context = context();
			BeanDefinition definition = context.beanFactory().containsBeanDefinition(beanName)
					? context.beanFactory().getMergedBeanDefinition(beanName) : null;
			known = Optional.ofNullable(context.inspector().inspect(beanName, beanClass, definition));
			named.put(beanName, known);
		}
		return known;
	}

	private static boolean isTemplateOrScopedProxy(BeanDefinition definition) {
		return definition.isAbstract()
				|| (definition instanceof RootBeanDefinition root && root.getDecoratedDefinition() != null);
	}

	private StringValueResolver placeholders(ConfigurableListableBeanFactory beanFactory) {
		Environment environment = this.environment;
		return (beanFactory.hasEmbeddedValueResolver() || environment == null) ? beanFactory::resolveEmbeddedValue
				: environment::resolveRequiredPlaceholders;
	}

	private Context context() {
		Context context = this.context;
		Assert.state(context != null, "SandboxedBeanPostProcessor must be a bean of an application context");
		return context;
	}

	/**
	 * What there is once the bean factory is known.
	 */
	private record Context(ConfigurableListableBeanFactory beanFactory, SandboxedBeanInspector inspector,
			MockitoDetector mockito, InnermostProxyPostProcessor innermost) {

	}

}
