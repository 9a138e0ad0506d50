package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.portofcontext.pctx.sandbox.SandboxDefinitionException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.cfg.PackageVersion;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A library that only sandboxed code has, from the repositories of whoever runs the
 * tests.
 */
@SandboxApplicationTest
class SandboxDependenciesTests {

	@Autowired
	private Reports reports;

	@Test
	void whenMethodHasDependencyThenItsCodeUsesWhatTheHostHasNot() throws IOException {
		assertThat(ClassUtils.isPresent("org.apache.commons.csv.CSVFormat", null)).isFalse();
		assertThat(this.reports.rows("a,\"b,c\"\nd,e\n")).containsExactly(List.of("a", "b,c"), List.of("d", "e"));
	}

	@Test
	void whenMethodsHaveConflictingVersionsThenEachSeesItsOwn() {
		assertThat(this.reports.version()).isEqualTo("1.14.1");
		assertThat(this.reports.olderVersion()).isEqualTo("1.12.0");
	}

	@Test
	void whenMethodBringsAnotherMapperThenItSeesThatAndTheWorkersOwnStillCarriesValues() {
		assertThat(PackageVersion.VERSION.toString()).isNotEqualTo("3.0.4");
		assertThat(this.reports.mapper(new Named("x", null))).isEqualTo(new Named("3.0.4", "{\"n\":\"x\",\"o\":null}"));
	}

	@Test
	void whenMethodBringsAnotherMapperAndItsValuesNeedTheApplicationsThenItIsRefused() {
		assertThatExceptionOfType(SandboxDefinitionException.class).isThrownBy(() -> this.reports.bound(new Bound("x")))
			.withMessageContainingAll("Reports.bound was not called", "Bound is annotated with", "'dependencies'");
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record Bound(String firstName) {

	}

	/** Carried by Jackson for its annotations, which count on both sides. */
	record Named(@JsonProperty("n") String name, @JsonProperty("o") @Nullable String other) {

	}

	static class Reports {

		@Sandboxed(dependencies = "tools.jackson.core:jackson-databind:3.0.4")
		public String bound(Bound value) {
			return value.firstName();
		}

		@Sandboxed(dependencies = "tools.jackson.core:jackson-databind:3.0.4")
		public Named mapper(Named value) {
			return new Named(PackageVersion.VERSION.toString(), new ObjectMapper().writeValueAsString(value));
		}

		@Sandboxed(dependencies = "org.apache.commons:commons-csv:${test.csv.version:1.14.1}")
		public String version() {
			return CSVFormat.class.getPackage().getImplementationVersion();
		}

		@Sandboxed(dependencies = "org.apache.commons:commons-csv:1.12.0")
		public String olderVersion() {
			return CSVFormat.class.getPackage().getImplementationVersion();
		}

		@Sandboxed(dependencies = "org.apache.commons:commons-csv:1.14.1")
		public List<List<String>> rows(String text) throws IOException {
			List<List<String>> rows = new ArrayList<>();
			try (CSVParser parser = CSVFormat.DEFAULT.parse(new StringReader(text))) {
				for (CSVRecord row : parser) {
					rows.add(row.toList());
				}
			}
			return rows;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Reports.class)
	static class Application {

	}

}
