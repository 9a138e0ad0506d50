package com.portofcontext.pctx.sandbox.autoconfigure;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.SandboxUnavailableException;
import com.portofcontext.pctx.sandbox.aop.SandboxViolation;
import com.portofcontext.pctx.sandbox.aop.SandboxViolationException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

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

	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalyzerTests.class.getClassLoader())
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {
			}))
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("com.portofcontext"))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow();
	}

}
