package com.portofcontext.pctx.sandbox.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.dependencies.DependencyCoordinate;
import com.portofcontext.pctx.sandbox.dependencies.SandboxDependencyException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Resolves from a repository of its own, as the settings of a user say who is not there.
 */
class MavenDependencyResolverTests {

	@TempDir
	private Path directory;

	private TestRepository repository;

	@BeforeEach
	void setUp() throws IOException {
		this.repository = new TestRepository(this.directory);
	}

	@Test
	void whenLibraryNeedsOthersThenThoseOfItsRuntimeComeToo() throws IOException {
		this.repository.add("x:needed:1", "<dependencies>%s</dependencies>"
			.formatted(TestRepository.dependency("x:deep:1", "<scope>runtime</scope>")));
		for (String library : List.of("x:deep:1", "x:test:1", "x:provided:1", "x:optional:1")) {
			this.repository.add(library);
		}
		this.repository.add("x:app:1",
				"<dependencies>%s%s%s%s</dependencies>".formatted(TestRepository.dependency("x:needed:1", ""),
						TestRepository.dependency("x:test:1", "<scope>test</scope>"),
						TestRepository.dependency("x:provided:1", "<scope>provided</scope>"),
						TestRepository.dependency("x:optional:1", "<optional>true</optional>")));
		assertThat(resolve("x:app:1")).containsExactly("x:app:1", "x:needed:1", "x:deep:1");
	}

	@Test
	void whenSetsHaveConflictingVersionsThenEachGetsItsOwn() throws IOException {
		this.repository.add("x:lib:1");
		this.repository.add("x:lib:2");
		this.repository.add("x:old:1",
				"<dependencies>%s</dependencies>".formatted(TestRepository.dependency("x:lib:1", "")));
		assertThat(resolve("x:old:1")).containsExactly("x:old:1", "x:lib:1");
		assertThat(resolve("x:lib:2")).containsExactly("x:lib:2");
		assertThat(resolve("x:old:1", "x:lib:2")).containsExactly("x:old:1", "x:lib:2");
	}

	@Test
	void whenCoordinateHasClassifierThenThatJarIsFound() throws IOException {
		Path jar = this.repository.add("x:lib:jar:linux:1");
		assertThat(this.repository.resolver().resolve(set("x:lib:jar:linux:1"))).singleElement()
			.satisfies((found) -> assertThat(found.file()).hasSameBinaryContentAs(jar))
			.satisfies((found) -> assertThat(found.coordinate()).hasToString("x:lib:jar:linux:1"));
	}

	@Test
	void whenTypeIsPomThenOnlyWhatItNeedsIsFound() throws IOException {
		this.repository.add("x:lib:1");
		this.repository.add("x:all:1", "<packaging>pom</packaging><dependencies>%s</dependencies>"
			.formatted(TestRepository.dependency("x:lib:1", "")));
		assertThat(resolve("x:all:pom:1")).containsExactly("x:lib:1");
	}

	@Test
	void whenRangeIsAllowedThenNewestVersionIsFound() throws IOException {
		this.repository.add("x:lib:1.0");
		this.repository.add("x:lib:1.1");
		this.repository.add("x:lib:2.0");
		this.repository.versions("x", "lib", "1.0", "1.1", "2.0");
		assertThat(resolve("x:lib:[1,2)")).containsExactly("x:lib:1.1");
	}

	@Test
	void whenLibraryIsNowhereThenFailureNamesItAndWhoWasAsked() throws IOException {
		this.repository.add("x:app:1",
				"<dependencies>%s</dependencies>".formatted(TestRepository.dependency("x:absent:7", "")));
		assertRefused("x:app:1").withMessageContainingAll("[x:app:1]", "x:absent:jar:7", "only (",
				this.repository.directory().toString(), this.repository.localRepository().toString());
	}

	@Test
	void whenAddressHoldsPasswordThenFailureDoesNot() throws IOException {
		this.repository.settings("<mirrors><mirror><id>only</id><mirrorOf>*</mirrorOf>"
				+ "<url>http://me:swordfish@127.0.0.1:1/</url></mirror></mirrors>");
		assertRefused("x:lib:1").withMessageContaining("only (http://127.0.0.1:1/)")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("swordfish"));
	}

	@Test
	void whenChecksumIsWrongThenDownloadIsRefused() throws IOException {
		Path jar = this.repository.add("x:lib:1");
		Files.writeString(TestRepository.checksum(jar), "0".repeat(40));
		assertRefused("x:lib:1").withMessageContainingAll("x:lib:jar:1", "hecksum");
		assertThat(jars(this.repository.localRepository())).isEmpty();
	}

	@Test
	void whenChecksumIsMissingThenDownloadIsRefused() throws IOException {
		Path jar = this.repository.add("x:lib:1");
		Files.delete(TestRepository.checksum(jar));
		assertRefused("x:lib:1").withMessageContainingAll("x:lib:jar:1", "hecksum");
	}

	@Test
	void whenSettingsSayOfflineThenOnlyLocalRepositoryIsUsed() throws IOException {
		this.repository.add("x:lib:1");
		this.repository.add("x:other:1");
		assertThat(resolve("x:lib:1")).containsExactly("x:lib:1");
		this.repository.settings("<offline>true</offline><mirrors><mirror><id>only</id><mirrorOf>*</mirrorOf>"
				+ "<url>%s</url></mirror></mirrors>".formatted(this.repository.directory().toUri()));
		assertThat(resolve("x:lib:1")).containsExactly("x:lib:1");
		assertRefused("x:other:1").withMessageContaining("Maven is offline");
	}

	@Test
	void whenLibraryNamesRepositoryOfItsOwnThenItIsNotAsked() throws IOException {
		TestRepository other = new TestRepository(this.directory.resolve("other"));
		other.add("x:elsewhere:1");
		// No mirror: what a POM names would be asked.
		this.repository.settings("<profiles><profile><id>p</id><activation><activeByDefault>true</activeByDefault>"
				+ "</activation><repositories>%s</repositories></profile></profiles>"
					.formatted("<repository><id>central</id><url>%s</url></repository>"
						.formatted(this.repository.directory().toUri())));
		this.repository.add("x:app:1",
				"<repositories><repository><id>own</id><url>%s</url></repository></repositories><dependencies>%s</dependencies>"
					.formatted(other.directory().toUri(), TestRepository.dependency("x:elsewhere:1", "")));
		assertRefused("x:app:1").withMessageContaining("x:elsewhere:jar:1");
	}

	@Test
	void whenSettingsCannotBeReadThenFailureSaysSo() throws IOException {
		this.repository.settings("<mirrors>");
		assertRefused("x:lib:1").withMessageContaining("settings.xml");
	}

	private ThrowableAssertAlternative<SandboxDependencyException> assertRefused(String coordinate) {
		return assertThatExceptionOfType(SandboxDependencyException.class)
			.isThrownBy(() -> this.repository.resolver().resolve(set(coordinate)));
	}

	private List<String> resolve(String... coordinates) {
		return this.repository.resolver()
			.resolve(set(coordinates))
			.stream()
			.map((found) -> found.coordinate().toString())
			.toList();
	}

	private static List<DependencyCoordinate> set(String... coordinates) {
		return Stream.of(coordinates).map(DependencyCoordinate::parse).toList();
	}

	private static List<Path> jars(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".jar")).toList();
		}
	}

}
