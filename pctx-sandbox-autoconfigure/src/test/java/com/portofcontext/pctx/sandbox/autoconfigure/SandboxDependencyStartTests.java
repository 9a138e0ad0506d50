package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;
import com.portofcontext.pctx.sandbox.maven.MavenDependencyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What the start of an application makes of dependencies that cannot be had.
 */
@ExtendWith(OutputCaptureExtension.class)
class SandboxDependencyStartTests {

	@Test
	void whenDependencyCannotBeResolvedThenStartFailsWithTheReason(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Refusing.class))
			.havingRootCause()
			.isInstanceOf(SandboxDependencyException.class);
		assertThat(output.getOut()).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"No [x:absent:1] here.", "Action:", "Do without.");
	}

	@Test
	void whenSandboxIsSwitchedOffThenNothingIsResolved() {
		try (ConfigurableApplicationContext context = start(Refusing.class, "--pctx.sandbox.enabled=false")) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void whenCacheIsOffThenEachStartResolves(@TempDir Path directory) throws IOException {
		Path jar = Files.writeString(directory.resolve("absent.jar"), "content");
		List<String> arguments = List.of("--pctx.sandbox.local.directory=" + directory.resolve("sandbox"),
				"--pctx.sandbox.pool.warm-up=false", "--test.jar=" + jar);
		assertThat(resolutions(arguments)).isOne();
		assertThat(resolutions(arguments)).isZero();
		List<String> off = new ArrayList<>(arguments);
		off.add("--pctx.sandbox.dependencies.cache=false");
		assertThat(resolutions(off)).isOne();
	}

	private static int resolutions(List<String> arguments) {
		try (ConfigurableApplicationContext context = start(Counting.class, arguments.toArray(String[]::new))) {
			return context.getBean(AtomicInteger.class).get();
		}
	}

	@Test
	void whenNothingCanResolveThenFailureNamesWhatToAdd() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(MavenDependencyResolver.class))
			.withBean(Worker.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SandboxDependencyException.class)
				.hasMessageContainingAll("[x:absent:1]", "com.portofcontext.pctx:pctx-sandbox-maven"));
	}

	@Test
	void whenNoMethodHasDependenciesThenNothingOfMavenIsMade() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withPropertyValues("pctx.sandbox.pool.warm-up=false")
			.run((context) -> assertThat(context.getBeanFactory().getSingletonNames())
				.doesNotContain("sandboxDependencies", "mavenDependencyResolver"));
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... args) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		return spring.run(args);
	}

	static class Worker {

		@Sandboxed(dependencies = "x:absent:1")
		public void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Counting {

		@Bean
		Worker worker() {
			return new Worker();
		}

		@Bean
		AtomicInteger counter() {
			return new AtomicInteger();
		}

		@Bean
		DependencyResolver countingResolver(AtomicInteger counter, @Value("${test.jar}") Path jar) {
			return (set) -> {
				counter.incrementAndGet();
				return List.of(new DependencyResolver.Resolved(set.get(0), jar));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Refusing {

		@Bean
		Worker worker() {
			return new Worker();
		}

		@Bean
		DependencyResolver refusingResolver() {
			return (set) -> {
				throw new SandboxDependencyException("No %s here.".formatted(List.copyOf(set)), "Do without.", null);
			};
		}

	}

}
