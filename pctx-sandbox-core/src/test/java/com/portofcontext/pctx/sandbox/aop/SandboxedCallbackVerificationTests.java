package com.portofcontext.pctx.sandbox.aop;

import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sandboxed method that the container would call by itself is refused.
 */
class SandboxedCallbackVerificationTests {

	static Stream<Arguments> refusedClasses() {
		return Stream.of(Arguments.of(Initialized.class, "The container calls the method"),
				Arguments.of(Closed.class, "The container calls the method"),
				Arguments.of(Constructed.class, "The container calls the method"),
				Arguments.of(Destroyed.class, "The container calls the method"),
				Arguments.of(Named.class, "The container calls the method"),
				Arguments.of(AutowiredMethod.class, "The container calls the method"),
				Arguments.of(InjectedMethod.class, "The container calls the method"),
				Arguments.of(ValueMethod.class, "The container calls the method"),
				Arguments.of(ResourceMethod.class, "The container calls the method"),
				Arguments.of(PreDestroyed.class, "The container calls the method"),
				Arguments.of(Overriding.class, "The container calls the method"),
				Arguments.of(Factory.class, "The container calls the method"),
				Arguments.of(Finalized.class, "The JVM calls the method"));
	}

	@ParameterizedTest
	@MethodSource("refusedClasses")
	void whenContainerCallsMethodThenApplicationDoesNotStart(Class<?> beanClass, String description) {
		SandboxedVerificationTests.assertRefused(beanClass, description);
	}

	@ParameterizedTest
	@MethodSource
	void whenDefinitionNamesSandboxedMethodThenApplicationDoesNotStart(BeanDefinitionCustomizer customizer,
			String method) {
		assertThat(SandboxContext.violations(
				() -> SandboxContext.start((context) -> context.registerBean("managed", Managed.class, customizer))))
			.singleElement()
			.satisfies((violation) -> {
				assertThat(violation.method()).isEqualTo(method);
				assertThat(violation.description()).contains("The container calls the method");
			});
	}

	static Stream<Arguments> whenDefinitionNamesSandboxedMethodThenApplicationDoesNotStart() {
		return Stream.of(
				row((definition) -> definition.getPropertyValues().addPropertyValue("name", "any"), "setName(String)"),
				row((definition) -> definition.setInitMethodName("run"), "run()"),
				row((definition) -> definition.setDestroyMethodName("run"), "run()"),
				row((definition) -> definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD),
						"shutdown()"));
	}

	private static Arguments row(BeanDefinitionCustomizer customizer, String method) {
		return Arguments.of(customizer, method);
	}

	@Sandboxed
	static class Initialized implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			SandboxedVerificationTests.inHost();
		}

	}

	@Sandboxed
	static class Closed implements AutoCloseable {

		@Override
		public void close() {
			SandboxedVerificationTests.inHost();
		}

	}

	@Sandboxed
	static class Constructed {

		@PostConstruct
		public void start() {
			SandboxedVerificationTests.inHost();
		}

	}

	@Sandboxed
	static class Destroyed implements DisposableBean {

		@Override
		public void destroy() {
			SandboxedVerificationTests.inHost();
		}

	}

	@Sandboxed
	static class Named implements BeanNameAware {

		@Override
		public void setBeanName(String name) {
			SandboxedVerificationTests.inHost();
		}

	}

	static class AutowiredMethod {

		@Sandboxed
		@Autowired
		public void wire(String name) {
		}

	}

	static class InjectedMethod {

		@Sandboxed
		@Inject
		public void wire(String name) {
		}

	}

	static class ValueMethod {

		@Sandboxed
		@Value("name")
		public void wire(String name) {
		}

	}

	static class ResourceMethod {

		@Sandboxed
		@Resource
		public void setName(String name) {
		}

	}

	static class PreDestroyed {

		@Sandboxed
		@PreDestroy
		public void stop() {
		}

	}

	static class Base {

		@PostConstruct
		public void start() {
		}

	}

	static class Overriding extends Base {

		@Override
		@Sandboxed
		public void start() {
			SandboxedVerificationTests.inHost();
		}

	}

	static class Factory implements FactoryBean<String> {

		@Override
		@Sandboxed
		public String getObject() {
			return "made in the host";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

	static class Finalized {

		@Override
		@Sandboxed
		@SuppressWarnings({ "deprecation", "removal", "Finalize" })
		protected void finalize() {
			SandboxedVerificationTests.inHost();
		}

	}

	static class Managed {

		@Sandboxed
		public void setName(String name) {
		}

		@Sandboxed
		public void run() {
		}

		@Sandboxed
		public void shutdown() {
		}

	}

}
