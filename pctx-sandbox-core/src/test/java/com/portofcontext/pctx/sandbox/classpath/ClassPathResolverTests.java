package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassPathResolver}, with class files in real directories and jars:
 * what travels.
 */
class ClassPathResolverTests extends ResolvedClassPath {

	@Test
	void sendsLibrariesThatAreReachedAsTheyAre() throws Exception {
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports")).hasSize(4)
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.csv))
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.text));
		}
	}

	@Test
	void sendsAllClassFilesOfApplicationButNoResource() throws Exception {
		for (String name : List.of("application.yml", "application.yaml", "application.properties", "Application.YML",
				"application-prod.yml", "bootstrap.yml", "config/application.yml", "nested/application.properties",
				"logo.png", "META-INF/services/app.Report")) {
			Path file = this.classes.resolve(name);
			Files.createDirectories(file.getParent());
			Files.writeString(file, "secret");
		}
		try (URLClassLoader application = application()) {
			assertThat(entries(resolve(application, "app.Reports"))).contains("app/Unreferenced.class")
				.allMatch((name) -> name.endsWith(".class") || name.equals("META-INF/MANIFEST.MF"));
			List<Path> jars = resolve(application, "app.Reports",
					new ClassPathPatterns(List.of(), List.of(), List.of("**")));
			assertThat(entries(jars)).contains("logo.png", "META-INF/services/app.Report")
				.noneMatch((name) -> name.matches("(?i).*(application|bootstrap).*"));
		}
	}

	@Test
	void sendsOnlyClassFilesOfJarWithConfiguration() throws Exception {
		Map<String, byte[]> files = zipped(this.csv);
		files.put("application.yml", new byte[] { 1 });
		files.put("notice.txt", new byte[] { 1 });
		CompiledClasses.zip(this.csv, files);
		try (URLClassLoader application = application()) {
			assertThat(entries(resolve(application, "app.Reports"))).contains("csv/Csv.class")
				.doesNotContain("application.yml", "notice.txt");
		}
	}

	@Test
	void sendsOnlyClassFilesOfJarThatIsLibraryOfOneBeanAndApplicationOfAnother() throws Exception {
		Map<String, byte[]> files = zipped(this.csv);
		files.put("notice.txt", new byte[] { 1 });
		CompiledClasses.zip(this.csv, files);
		try (URLClassLoader application = application()) {
			ClassPathResolver resolver = resolver(patterns());
			assertThat(entries(resolve(resolver, application, "app.Reports"))).contains("notice.txt");
			assertThat(entries(resolve(resolver, application, "csv.Csv"))).doesNotContain("notice.txt");
		}
	}

	@Test
	void sendsWhatPropertiesName() throws Exception {
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports",
					new ClassPathPatterns(List.of("jdbc-*.jar"), List.of("text-*.jar"), List.of())))
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.jdbc))
				.noneSatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.text));
		}
	}

	@Test
	void sendsWhereIncludedClassComesFromAndWhatItRefersTo() throws Exception {
		Path sibling = sibling();
		try (URLClassLoader application = loader(List.of(this.classes, this.csv, this.text, this.jdbc, sibling))) {
			assertThat(entries(resolve(application, "app.Reports"))).doesNotContain("sibling/Plugin.class");
			List<Path> jars = resolve(application, "app.Reports",
					new ClassPathPatterns(List.of("sibling.Plugin", "no.such.Type"), List.of(), List.of()));
			assertThat(entries(jars)).contains("sibling/Plugin.class", "sibling/Part.class")
				.doesNotContain("plugin.txt");
			assertThat(jars).anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.jdbc));
		}
	}

	@Test
	void sendsRuntimeOnceWithItsResourcesAndDoesNotFollowIt() throws Exception {
		Path worker = CompiledClasses.directory(this.directory.resolve("worker"), List.of(),
				"package worker; public class Worker { }");
		Files.createDirectories(worker.resolve("META-INF/services"));
		Files.writeString(worker.resolve("META-INF/services/some.Service"), "worker.Worker");
		try (URLClassLoader application = loader(List.of(this.classes, this.csv, this.text, this.jdbc, worker))) {
			Class<?> bean = application.loadClass("app.Reports");
			List<String> names = resolver(patterns())
				.resolve(List.of(application.loadClass("worker.Worker"), application.loadClass("csv.Csv")), bean,
						sandboxed(bean), List.of(), List.of(), List.of())
				.jars();
			assertThat(names).hasSize(4).doesNotHaveDuplicates();
			assertThat(entries(List.of(this.blobs.resolve(names.get(0) + ".jar"))))
				.contains("META-INF/services/some.Service");
			assertThat(this.blobs.resolve(names.get(1) + ".jar")).hasSameBinaryContentAs(this.csv);
		}
	}

	@Test
	void saysWhichJarHasMissingClass() throws Exception {
		try (URLClassLoader application = application()) {
			Class<?> bean = application.loadClass("app.Reports");
			assertThat(resolver(patterns()).adviceForMissing(bean, "jdbc.Jdbc", List.of())).hasValueSatisfying(
					(advice) -> assertThat(advice).contains("jdbc-1.0.jar", "pctx.sandbox.classpath.include"));
			assertThat(resolver(patterns()).adviceForMissing(bean, "no.such.Type", List.of())).isEmpty();
		}
	}

	@Test
	void saysHowDirectoryWithMissingClassIsSent() throws Exception {
		Path sibling = sibling();
		try (URLClassLoader application = loader(List.of(this.classes, this.csv, this.text, this.jdbc, sibling))) {
			Class<?> bean = application.loadClass("app.Reports");
			assertThat(resolver(patterns()).adviceForMissing(bean, "sibling.Plugin", List.of()))
				.hasValueSatisfying((advice) -> assertThat(advice).contains("sibling.Plugin in " + sibling,
						"add 'sibling.Plugin' to pctx.sandbox.classpath.include"));
			assertThat(resolver(patterns()).adviceForMissing(bean, "app.Unreferenced", List.of())).isEmpty();
		}
	}

	private Path sibling() throws IOException {
		Path sibling = CompiledClasses.directory(this.directory.resolve("sibling/target/classes"), List.of(this.jdbc),
				"package sibling; public class Plugin { public String run(jdbc.Jdbc jdbc) { return jdbc.query(); } }",
				"package sibling; public class Part { }");
		Files.writeString(sibling.resolve("plugin.txt"), "secret");
		return sibling;
	}

}
