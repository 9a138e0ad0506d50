package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;
import java.util.Map;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.aop.SandboxViolation;
import com.portofcontext.pctx.sandbox.aop.SandboxViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the failure analyzers, as an application finds them.
 */
class FailureAnalyzerTests {

	@Test
	void showsEveryViolationAndWhatToChangeAboutIt() {
		FailureAnalysis analysis = analyze(new SandboxViolationException(List.of(
				new SandboxViolation("reports", String.class, "summarize(List)", "It is final.", "Remove 'final'."),
				new SandboxViolation("jobs", Integer.class, null, "The class is final.", "Open the class."))));
		assertThat(analysis.getDescription()).startsWith("2 sandboxed methods or classes")
			.contains("java.lang.String.summarize(List) (bean 'reports')", "It is final.",
					"java.lang.Integer (bean 'jobs')", "The class is final.");
		assertThat(analysis.getAction()).contains("String.summarize(List)", "Remove 'final'.", "Integer",
				"Open the class.");
	}

	@Test
	void showsDefinitionWithoutViolations() {
		FailureAnalysis analysis = analyze(new SandboxDefinitionException("Method f cannot be kept."));
		assertThat(analysis.getDescription()).isEqualTo("Method f cannot be kept.");
		assertThat(analysis.getAction()).contains("never run in the application");
	}

	@Test
	void showsWhyThereIsNoSandbox() {
		FailureAnalysis analysis = analyze(
				new BeanCreationException("engine", new SandboxUnavailableException("Install firejail.")));
		assertThat(analysis.getDescription()).contains("Install firejail.");
		assertThat(analysis.getAction()).contains("pctx.sandbox.enabled");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			pctx.sandbox.defaults.memory        | 12 apples | a data size of at least 64MB
			pctx.sandbox.profiles.llm.memory    | lots      | a data size of at least 64MB
			pctx.sandbox.defaults.cpus          | half      | a number of at least 0.05
			pctx.sandbox.profiles.llm.timeout   | soon      | a duration of at least 1ms and at most 365d
			pctx.sandbox.defaults.max-processes | few       | at least 16
			pctx.sandbox.defaults.reuse-time    | soon      | a duration of at least 1ms and at most 365d
			pctx.sandbox.profiles.llm.network.connect-timeout | soon | a duration of at least 1ms
			pctx.sandbox.pool.min-idle          | 1.5       | a whole number
			pctx.sandbox.pool.max-memory        | half      | a data size, such as 512MB
			pctx.sandbox.dependencies.timeout   | soon      | a duration, such as 30s
			pctx.sandbox.enabled                | maybe     | true or false
			pctx.sandbox.machine                | cloud     | one of auto, local, lima
			pctx.sandbox.jail                   | docker    | one of auto, firejail, bubblewrap
			pctx.sandbox.lima.lifecycle         | sometimes | one of start-and-stop, start-only, none
			pctx.sandbox.local.unenforced       | cpu,disk  | one of memory, cpu, processes
			""")
	void showsWhatIsAllowedWhereValueIsNoneOfItsType(String name, String value, String allowed) {
		Throwable failure = catchThrowable(() -> new Binder(new MapConfigurationPropertySource(Map.of(name, value)))
			.bind("pctx.sandbox", SandboxProperties.class));
		FailureAnalysis analysis = analyze(failure);
		assertThat(analysis.getDescription()).contains("'" + name + "'", "'" + value + "'", "must be " + allowed);
		assertThat(analysis.getAction()).contains(name);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			pctx.sandbox.defaults.memroy           | memory, cpus, timeout
			pctx.sandbox.profiles.llm.max-proceses | max-processes, max-result-size
			pctx.sandbox.defaults.network.alow     | allow, max-connections
			pctx.sandbox.poool.min-idle            | defaults, profiles, pool
			pctx.sandbox.jail.type                 | enabled, machine, jail
			""")
	void showsWhatNamesThereAreWherePropertyIsMisspelt(String name, String names) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SandboxAutoConfiguration.class))
			.withPropertyValues(name + "=1")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("no property '" + name + "'", names);
				assertThat(analysis.getAction()).contains("Change the name");
			});
	}

	@Test
	void leavesPropertiesOfOthersAlone() {
		Throwable failure = catchThrowable(
				() -> new Binder(new MapConfigurationPropertySource(Map.of("other.size", "lots"))).bind("other.size",
						DataSize.class));
		assertThat(failure).isInstanceOf(BindException.class);
		assertThat(new SandboxPropertyFailureAnalyzer().analyze(failure)).isNull();
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalyzerTests.class.getClassLoader())
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {
			}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow();
	}

}
