package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

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

	static class Reports {

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
