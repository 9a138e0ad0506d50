package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start leaves in the log of an application that has nothing to be warned of.
 */
@ExtendWith(OutputCaptureExtension.class)
class SandboxStartLogTests {

	@Test
	void whenApplicationStartsThenNothingIsWarnedOf(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run().close();
		assertThat(output).contains("Started").doesNotContain(" WARN ");
	}

	static class Worker {

		@Sandboxed
		public int work() {
			return 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

}
