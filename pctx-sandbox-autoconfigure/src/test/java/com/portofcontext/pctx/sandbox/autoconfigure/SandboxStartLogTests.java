package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start leaves in the log of an application.
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

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			auto       | bubblewrap | preferred: empty root, allow-listed system calls
			bubblewrap | bubblewrap | asked for by pctx.sandbox.jail
			firejail   | firejail   | asked for by pctx.sandbox.jail
			""")
	void whenSandboxStartsThenItsJailIsToldOnceAndWhyItIsThis(String asked, String jail, String reason,
			CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--pctx.sandbox.jail=" + asked)) {
			SandboxStatus status = context.getBean(SandboxOperations.class).status();
			assertThat(status.jail()).startsWith(jail);
			assertThat(output.toString().lines()).filteredOn((line) -> line.contains("Sandbox jail: "))
				.singleElement()
				.asString()
				.contains(" INFO ")
				.containsSubsequence(status.jail(), " (" + reason, "limits by " + status.limits());
		}
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
