package com.portofcontext.pctx.sandbox.autoconfigure;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.aop.SandboxViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Builds that process an application ahead of time.
 */
class SandboxAotTests {

	@BeforeEach
	void begin() {
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
	}

	@AfterEach
	void end() {
		System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
	}

	@Test
	void whenApplicationIsProcessedThenItsBeansAreWrittenAndNothingStartsOrResolves() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Right.class);
			assertThat(process(context).getGeneratedFiles(GeneratedFiles.Kind.SOURCE))
				.anySatisfy((path, content) -> assertThat(content.toString()).contains("sandboxedBeanPostProcessor"))
				.anySatisfy((path, content) -> assertThat(content.toString()).contains("sandboxLifecycle"));
			assertThat(context.getBeanFactory().getSingletonNames()).doesNotContain("sandboxMachine", "sandboxEngine",
					"sandboxLifecycle", "sandboxDependencies", "mavenDependencyResolver");
		}
	}

	@Test
	void whenMethodCannotBeKeptThenBuildFails() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Wrong.class);
			assertThatExceptionOfType(SandboxViolationException.class).isThrownBy(() -> process(context))
				.withMessageContaining("isFinal");
		}
	}

	private static InMemoryGeneratedFiles process(AnnotationConfigApplicationContext context) {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(SandboxAotTests.class)), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return files;
	}

	static class Worker {

		@Sandboxed(dependencies = "x:absent:1")
		public void work() {
		}

	}

	static class Mistake {

		@Sandboxed
		public final void isFinal() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SandboxAutoConfiguration.class)
	static class Right {

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SandboxAutoConfiguration.class)
	static class Wrong {

		@Bean
		Mistake mistake() {
			return new Mistake();
		}

	}

}
