package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.SandboxViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * What becomes of sandboxed methods where the auto-configuration is left out.
 */
@ExtendWith(OutputCaptureExtension.class)
class SandboxGuardTests {

	private static final String EXCLUDED = "--spring.autoconfigure.exclude="
			+ "com.portofcontext.pctx.sandbox.autoconfigure.SandboxAutoConfiguration";

	/** As slices of tests have it. */
	private static final String NONE = "--spring.boot.enableautoconfiguration=false";

	@ParameterizedTest
	@ValueSource(strings = { EXCLUDED, NONE })
	void whenAutoConfigurationIsLeftOutThenApplicationDoesNotStart(String without, CapturedOutput output) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(Plain.class, without).close())
			.withRootCauseInstanceOf(SandboxViolationException.class);
		assertThat(output).contains("Worker.work()", "bean 'worker'", "SandboxAutoConfiguration",
				"@ImportAutoConfiguration");
	}

	@Test
	void whenProductOfFactoryIsNotSandboxedThenApplicationDoesNotStart() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(WithFactory.class, EXCLUDED).close())
			.withRootCauseInstanceOf(SandboxViolationException.class);
	}

	@Test
	void whenLazyBeanIsNotSandboxedThenItIsNotMade() {
		try (ConfigurableApplicationContext context = start(WithLazy.class, EXCLUDED)) {
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> context.getBean(Worker.class))
				.withRootCauseInstanceOf(SandboxViolationException.class);
		}
	}

	@Test
	void whenBeanIsMockThenApplicationStarts() {
		try (ConfigurableApplicationContext context = start(WithMock.class, EXCLUDED)) {
			assertThat(context.getBean(Worker.class).work()).isZero();
		}
	}

	/** As a servlet of its own has, or a client's configuration. */
	@ParameterizedTest
	@ValueSource(strings = { EXCLUDED, "--spring.main.banner-mode=off" })
	void whenContextBelowIsNotSandboxedThenItDoesNotStart(String argument) {
		try (ConfigurableApplicationContext parent = start(Empty.class, argument);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(Below.class);
			assertThatExceptionOfType(SandboxViolationException.class).isThrownBy(child::refresh);
			assertThat(child.isActive()).isFalse();
		}
	}

	@Test
	void whenLazyBeanOfContextBelowIsNotSandboxedThenItIsNotMade() {
		try (ConfigurableApplicationContext parent = start(Empty.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.registerBean(Worker.class, (definition) -> definition.setLazyInit(true));
			child.refresh();
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> child.getBean(Worker.class))
				.withRootCauseInstanceOf(SandboxViolationException.class);
		}
	}

	@Test
	void whenContextBelowHasItsOwnSandboxThenItStarts() {
		try (ConfigurableApplicationContext parent = start(Empty.class, "--pctx.sandbox.enabled=false");
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(Below.class);
			child.register(SandboxAutoConfiguration.class);
			child.refresh();
			assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> child.getBean(Worker.class).work());
		}
	}

	@Test
	void whenContextBelowHasABeanOfTheSandboxAboveThenItStarts() {
		try (ConfigurableApplicationContext parent = start(Plain.class, "--pctx.sandbox.enabled=false");
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.registerBean("again", Worker.class, () -> parent.getBean(Worker.class));
			child.refresh();
			assertThatExceptionOfType(SandboxUnavailableException.class)
				.isThrownBy(() -> child.getBean("again", Worker.class).work());
		}
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... args) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		return spring.run(args);
	}

	static class Worker {

		@Sandboxed
		public int work() {
			throw new AssertionError("Ran in the host");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Below {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithLazy {

		@Bean
		@Lazy
		Worker worker() {
			return new Worker();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithMock {

		@Bean
		Worker worker() {
			return mock(Worker.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithFactory {

		@Bean
		FactoryBean<Object> worker() {
			return new FactoryBean<>() {

				@Override
				public Object getObject() {
					return new Worker();
				}

				@Override
				public Class<?> getObjectType() {
					return Object.class;
				}

			};
		}

		@Bean
		String user(Object worker) {
			return worker.toString();
		}

	}

}
