package com.portofcontext.pctx.sandbox.aop;

import java.util.Map;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
				Arguments.of(PersistenceContextMethod.class, "The container calls the method"),
				Arguments.of(PersistenceUnitMethod.class, "The container calls the method"),
				Arguments.of(EjbMethod.class, "The container calls the method"),
				Arguments.of(BoundSetter.class, "The container calls the method"),
				Arguments.of(BoundGetter.class, "The container calls the method"),
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
				row((definition) -> definition.getPropertyValues().addPropertyValue("names[a]", "any"), "getNames()"),
				row((definition) -> autowire(definition, AbstractBeanDefinition.AUTOWIRE_BY_NAME), "setName(String)"),
				row((definition) -> autowire(definition, AbstractBeanDefinition.AUTOWIRE_BY_TYPE), "setName(String)"),
				row((definition) -> definition.setInitMethodName("run"), "run()"),
				row((definition) -> definition.setDestroyMethodName("run"), "run()"),
				row((definition) -> definition.setInitMethodName(Managed.class.getName() + ".run"), "run()"),
				row((definition) -> definition.setDestroyMethodName("stop"), "stop(boolean)"),
				row((definition) -> definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD),
						"shutdown()"));
	}

	private static void autowire(BeanDefinition definition, int mode) {
		((AbstractBeanDefinition) definition).setAutowireMode(mode);
	}

	private static Arguments row(BeanDefinitionCustomizer customizer, String method) {
		return Arguments.of(customizer, method);
	}

	@Test
	void whenPropertiesAreBoundToProductThenItsAccessorsAreRefused() {
		assertThat(SandboxContext.violations(BindingConfiguration.class)).extracting(SandboxViolation::method)
			.containsExactlyInAnyOrder("setName(String)", "getNames()");
	}

	@Test
	void whenPropertiesAreBoundByConstructorThenAccessorsGoToSandbox() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(ConstructorConfiguration.class)) {
			assertThat(context.getBean(BoundByConstructor.class).getName()).isEqualTo(RecordingInvoker.RESULT);
		}
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

	static class PersistenceContextMethod {

		@Sandboxed
		@PersistenceContext
		public void wire(String name) {
		}

	}

	static class PersistenceUnitMethod {

		@Sandboxed
		@PersistenceUnit
		public void wire(String name) {
		}

	}

	static class EjbMethod {

		@Sandboxed
		@EJB
		public void wire(String name) {
		}

	}

	@Sandboxed
	@ConfigurationProperties("any")
	static class BoundSetter {

		public void setName(String name) {
		}

	}

	@Sandboxed
	@ConfigurationProperties("any")
	static class BoundGetter {

		public Map<String, String> getNames() {
			return SandboxedVerificationTests.inHost();
		}

	}

	@Sandboxed
	@ConfigurationProperties("any")
	static class BoundByConstructor {

		BoundByConstructor(String name) {
		}

		public String getName() {
			return SandboxedVerificationTests.inHost();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(BoundByConstructor.class)
	static class ConstructorConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class BindingConfiguration {

		@Bean(destroyMethod = "")
		@ConfigurationProperties("any")
		Managed managed() {
			return new Managed();
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
		public Map<String, String> getNames() {
			return SandboxedVerificationTests.inHost();
		}

		@Sandboxed
		public void run() {
		}

		@Sandboxed
		public void shutdown() {
		}

		@Sandboxed
		public void stop(boolean force) {
		}

	}

}
