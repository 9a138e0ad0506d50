package com.portofcontext.pctx.sandbox.aop;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

/**
 * Mocks have no body that could run in the host; spies do.
 */
class SandboxedMockTests {

	@Test
	void whenBeanIsMockThenItIsLeftAlone() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(MockConfiguration.class)) {
			Reports reports = context.getBean(Reports.class);
			given(reports.run()).willReturn("mocked");
			assertThat(reports.run()).isEqualTo("mocked");
		}
	}

	@Test
	void whenBeanIsSpyThenCallGoesToSandbox() {
		try (AnnotationConfigApplicationContext context = SandboxContext.start(SpyConfiguration.class)) {
			assertThat(context.getBean(Reports.class).run()).isEqualTo(RecordingInvoker.RESULT);
		}
	}

	@Test
	void whenSpyIsRegisteredByHandThenItIsRefused() {
		assertThat(SandboxContext.violations(() -> SandboxContext
			.start((context) -> context.getBeanFactory().registerSingleton("reports", spy(new Reports())))))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.description()).contains("not proxied"));
	}

	@Test
	void whenMockIsRegisteredByHandThenItIsTolerated() {
		Reports reports = mock(Reports.class);
		given(reports.run()).willReturn("mocked");
		try (AnnotationConfigApplicationContext context = SandboxContext
			.start((starting) -> starting.getBeanFactory().registerSingleton("reports", reports))) {
			assertThat(context.getBean(Reports.class).run()).isEqualTo("mocked");
			assertThat(SandboxContext.calls(context)).isEmpty();
		}
	}

	static class Reports {

		@Sandboxed
		public String run() {
			throw new AssertionError("Ran in the host");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MockConfiguration {

		@Bean
		Reports reports() {
			return mock(Reports.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpyConfiguration {

		@Bean
		Reports reports() {
			return spy(new Reports());
		}

	}

	@Nested
	@SpringJUnitConfig({ SandboxContext.SandboxConfiguration.class, Reports.class })
	class MockitoBeanTests {

		@MockitoBean
		Reports reports;

		@Test
		void whenBeanIsOverriddenByMockThenItAnswers() {
			given(this.reports.run()).willReturn("mocked");
			assertThat(this.reports.run()).isEqualTo("mocked");
		}

	}

	@Nested
	@SpringJUnitConfig({ SandboxContext.SandboxConfiguration.class, Reports.class })
	class MockitoSpyBeanTests {

		@MockitoSpyBean
		Reports reports;

		@Autowired
		Reports injected;

		@Test
		void whenBeanIsSpiedThenCallGoesToSandbox() {
			assertThat(this.injected.run()).isEqualTo(RecordingInvoker.RESULT);
		}

	}

}
