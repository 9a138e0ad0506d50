package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.aop.BeanSandboxOperations;
import com.portofcontext.pctx.sandbox.aop.SandboxPolicies;
import com.portofcontext.pctx.sandbox.aop.SandboxedBeanPostProcessor;
import com.portofcontext.pctx.sandbox.aop.SandboxedMethods;
import com.portofcontext.pctx.sandbox.call.CallRetries;
import com.portofcontext.pctx.sandbox.call.SandboxEngine;
import com.portofcontext.pctx.sandbox.call.SandboxInvoker;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import com.portofcontext.pctx.sandbox.call.WorkerClassPaths;
import com.portofcontext.pctx.sandbox.classpath.ClassPathPatterns;
import com.portofcontext.pctx.sandbox.classpath.ClassPathResolver;
import com.portofcontext.pctx.sandbox.dependencies.DependencyLock;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencies;
import com.portofcontext.pctx.sandbox.machine.Machine;
import com.portofcontext.pctx.sandbox.maven.MavenDependencyResolver;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;

/**
 * Auto-configuration of {@link com.portofcontext.pctx.sandbox.Sandboxed @Sandboxed}
 * methods. Methods are verified and intercepted whatever the properties say; these only
 * decide what a call meets.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(SandboxProperties.class)
public final class SandboxAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SandboxPolicies sandboxPolicies(SandboxProperties properties) {
		return PropertiesSandboxPolicies.create(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SandboxedMethods sandboxedMethods(ObjectProvider<SandboxDependencies> dependencies) {
		return new SandboxedMethods(new DependencyStart(dependencies));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ValueModules sandboxValueModules(SandboxProperties properties, ConfigurableListableBeanFactory beanFactory) {
		return ValueModules.of(properties.jackson().modules(), beanFactory.getBeanClassLoader());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SandboxedBeanPostProcessor sandboxedBeanPostProcessor(SandboxPolicies policies, SandboxedMethods methods,
			ValueModules modules, SandboxProperties properties, ObjectProvider<SandboxInvoker> invoker) {
		// What is switched off makes no call, not by an invoker of the application
		// either.
		return new SandboxedBeanPostProcessor(policies, methods, modules,
				properties.enabled() ? invoker::getObject : DisabledSandbox::invoker);
	}

	/**
	 * Resolves as Maven does, where {@code pctx-sandbox-maven} is there.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MavenDependencyResolver.class)
	static class Maven {

		@Bean
		@Lazy
		@ConditionalOnMissingBean(DependencyResolver.class)
		MavenDependencyResolver mavenDependencyResolver() {
			return new MavenDependencyResolver();
		}

	}

	/**
	 * A sandbox that is switched off refuses every call.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnSandboxEnabledCondition.Not.class)
	static class Disabled {

		@Bean
		@ConditionalOnMissingBean
		SandboxOperations disabledSandboxOperations() {
			return DisabledSandbox.operations();
		}

	}

	/**
	 * The engine and its machine.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnSandboxEnabledCondition.class)
	static class Enabled {

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		Machine sandboxMachine(SandboxProperties properties, SandboxPolicies policies,
				ApplicationEventPublisher publisher) {
			return LimaMachineFactory.isChosen(properties.machine())
					? LimaMachineFactory.create(properties, publisher::publishEvent)
					: LocalMachineFactory.create(properties, policies.defaults().memory());
		}

		@Bean(destroyMethod = "close")
		@ConditionalOnMissingBean(SandboxInvoker.class)
		SandboxEngine sandboxEngine(Machine machine, SandboxProperties properties, Environment environment,
				ObjectProvider<TaskDecorator> decorators, ObjectProvider<SandboxDependencies> dependencies,
				ValueModules modules, ApplicationEventPublisher events) {
			SandboxProperties.Classpath classpath = properties.classpath();
			ClassPathResolver resolver = new ClassPathResolver(machine.blobDirectory(),
					new ClassPathPatterns(classpath.include(), classpath.exclude(), classpath.resources()));
			SimpleAsyncTaskExecutor executor = SandboxThreads.create("pctx-sandbox-call-", environment);
			List<TaskDecorator> ordered = decorators.orderedStream().toList();
			if (!ordered.isEmpty()) {
				executor.setTaskDecorator(new CompositeTaskDecorator(ordered));
			}
			SandboxProperties.Retry retry = properties.retry();
			return new SandboxEngine(machine,
					new WorkerClassPaths(resolver, (set) -> dependencies.getObject().blobs(set), modules),
					new CallRetries(retry.maxAttempts(), retry.backoff()), executor, events);
		}

		/** Only made when a method has dependencies. */
		@Bean
		@Lazy
		@ConditionalOnMissingBean
		SandboxDependencies sandboxDependencies(Machine machine, SandboxProperties properties, Environment environment,
				ObjectProvider<DependencyResolver> resolver) {
			SandboxProperties.Dependencies dependencies = properties.dependencies();
			DependencyLock lock = (dependencies.lock() != null) ? new DependencyLock(dependencies.lock(),
					dependencies.lockMode() == SandboxProperties.Dependencies.LockMode.WRITE) : null;
			DependencyResolver found = resolver.getIfAvailable();
			// What another application left in the cache must not hide that none is here.
			return new SandboxDependencies((found != null) ? found : new MissingDependencyResolver(),
					machine.blobDirectory(), dependencies.cache() && found != null, lock, dependencies.timeout(),
					SandboxThreads.create("pctx-sandbox-dependencies-", environment));
		}

		@Bean
		@ConditionalOnBean(SandboxEngine.class)
		SandboxLifecycle sandboxLifecycle(SandboxEngine engine, SandboxedMethods methods, SandboxProperties properties,
				Environment environment, ObjectProvider<SandboxDependencies> dependencies) {
			return new SandboxLifecycle(engine, methods, properties.pool().warmUp(),
					() -> dependencies.getObject().await(),
					SandboxThreads.create("pctx-sandbox-warm-up-", environment));
		}

		@Bean
		@ConditionalOnBean(SandboxEngine.class)
		@ConditionalOnMissingBean(SandboxOperations.class)
		BeanSandboxOperations sandboxOperations(BeanFactory beanFactory, SandboxedMethods methods,
				SandboxEngine engine) {
			return new BeanSandboxOperations(beanFactory, methods, engine);
		}

	}

}
