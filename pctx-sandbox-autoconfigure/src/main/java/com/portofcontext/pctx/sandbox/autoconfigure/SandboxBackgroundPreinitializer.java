package com.portofcontext.pctx.sandbox.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.SandboxedBeanPostProcessor;
import com.portofcontext.pctx.sandbox.aop.SandboxedMethods;
import com.portofcontext.pctx.sandbox.call.ValueModules;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Verifies and proxies an example while the application is still reading its
 * configuration, so that the classes for it are loaded when the application's own beans
 * come.
 */
class SandboxBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		SandboxProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("pctx.sandbox",
				SandboxProperties.class);
		SandboxedBeanPostProcessor postProcessor = new SandboxedBeanPostProcessor(
				PropertiesSandboxPolicies.create(properties), new SandboxedMethods(), ValueModules.NONE,
				DisabledSandbox::invoker);
		postProcessor.setEnvironment(new StandardEnvironment());
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerBeanDefinition("example", new RootBeanDefinition(Example.class));
		postProcessor.postProcessBeanFactory(beanFactory);
		beanFactory.addBeanPostProcessor(postProcessor);
		beanFactory.getBean("example");
	}

	static class Example {

		private final String field = "";

		@Sandboxed
		public Map<String, Value> call(List<Value> values) {
			return Map.of(this.field, values.get(0));
		}

		record Value(String text, double number, @Nullable Duration duration) {

		}

	}

}
