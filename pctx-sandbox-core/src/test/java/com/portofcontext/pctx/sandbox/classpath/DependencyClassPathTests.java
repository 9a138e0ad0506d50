package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a method's dependencies do to its class path: they take the place of what the
 * application has of the same.
 */
class DependencyClassPathTests {

	private static final String BEAN = """
			package app;
			public class Reports {
				public String run() { return csv.Csv.version() + " " + other.Other.csv(); }
				public String old() { return csv.Old.name(); }
			}
			""";

	private static final String OTHER = """
			package other;
			public class Other { public static String csv() { return "other uses " + csv.Csv.version(); } }
			""";

	private static final String OLD = "package csv; public class Old { public static String name() { return \"old\"; } }";

	@TempDir
	private Path directory;

	private Path classes;

	private Path other;

	private Path csv;

	private String dependency;

	private ClassPathResolver resolver;

	@BeforeEach
	void setUp() throws IOException {
		this.csv = CompiledClasses.jar(this.directory.resolve("csv-1.jar"), List.of(), csv("1"), OLD);
		this.other = CompiledClasses.jar(this.directory.resolve("other-1.jar"), List.of(this.csv), OTHER);
		this.classes = CompiledClasses.directory(this.directory.resolve("classes"), List.of(this.csv, this.other),
				BEAN);
		Path newer = CompiledClasses.jar(this.directory.resolve("csv-2.jar"), List.of(), csv("2"));
		Path blobs = this.directory.resolve("blobs");
		this.dependency = new BlobStore(blobs).put(Files.readAllBytes(newer));
		this.resolver = new ClassPathResolver(blobs, new ClassPathPatterns(List.of(), List.of(), List.of()));
	}

	private static String csv(String version) {
		return "package csv; public class Csv { public static String version() { return \"%s\"; } }".formatted(version);
	}

	@Test
	void whenApplicationHasAnotherVersionThenOnlyThatOfTheMethodTravels() throws Exception {
		assertThat(run(this.classes, this.csv, this.other)).isEqualTo("2 other uses 2");
	}

	@Test
	void whenApplicationHasNoVersionThenThatOfTheMethodTravels() throws Exception {
		assertThat(run(this.classes, this.other)).isEqualTo("2 other uses 2");
	}

	@Test
	void whenMethodHasNoDependenciesThenVersionOfTheApplicationTravels() throws Exception {
		this.dependency = "";
		assertThat(run(this.classes, this.csv, this.other)).isEqualTo("1 other uses 1");
	}

	@Test
	void whenOnlyTheReplacedVersionHasClassThenItIsMissingAndExplained() throws Exception {
		try (URLClassLoader application = loader(List.of(this.classes, this.csv, this.other))) {
			Class<?> bean = application.loadClass("app.Reports");
			try (URLClassLoader worker = loader(resolve(bean, "old"))) {
				assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> worker.loadClass("csv.Old"));
			}
			assertThat(this.resolver.adviceForMissing(bean, "csv.Old", List.of(this.dependency))).get()
				.asString()
				.contains("csv-1.jar", "dependencies");
		}
	}

	@Test
	void whenMethodBringsAMapperThenTheWorkersOwnComesFirstAndIsHidden() throws Exception {
		Path own = CompiledClasses.jar(this.directory.resolve("mapper-1.jar"), List.of(), mapper("1"));
		Path newer = CompiledClasses.jar(this.directory.resolve("mapper-2.jar"), List.of(), mapper("2"));
		String dependency = new BlobStore(this.directory.resolve("blobs")).put(Files.readAllBytes(newer));
		try (URLClassLoader application = loader(List.of(this.classes, this.csv, this.other, own))) {
			List<Class<?>> runtime = List.of(application.loadClass("csv.Csv"),
					application.loadClass("tools.jackson.Mapper"));
			assertThat(classPath(application, runtime, List.of(this.dependency)).hidden()).isZero();
			ClassPath hiding = classPath(application, runtime, List.of(dependency));
			assertThat(hiding.hidden()).isEqualTo(1);
			assertThat(this.directory.resolve("blobs").resolve(hiding.jars().get(0) + ".jar"))
				.hasSameBinaryContentAs(own);
			assertThat(hiding.jars().subList(1, hiding.jars().size())).contains(dependency)
				.doesNotContain(hiding.jars().get(0));
		}
	}

	private static String mapper(String version) {
		return "package tools.jackson; public class Mapper { String version = \"%s\"; }".formatted(version);
	}

	private ClassPath classPath(ClassLoader application, List<Class<?>> runtime, List<String> dependencies)
			throws Exception {
		Class<?> bean = application.loadClass("app.Reports");
		return this.resolver.resolve(runtime, bean, List.of(bean.getMethod("run")), List.of(), List.of(), dependencies);
	}

	private String run(Path... applicationPath) throws Exception {
		try (URLClassLoader application = loader(List.of(applicationPath));
				URLClassLoader worker = loader(resolve(application.loadClass("app.Reports"), "run"))) {
			Class<?> bean = worker.loadClass("app.Reports");
			Object instance = ResolvedClassPath.allocate(bean);
			return (String) bean.getMethod("run").invoke(instance);
		}
	}

	private List<Path> resolve(Class<?> bean, String name) throws Exception {
		Method method = bean.getMethod(name);
		List<String> dependencies = this.dependency.isEmpty() ? List.of() : List.of(this.dependency);
		return this.resolver.resolve(List.of(), bean, List.of(method), List.of(), List.of(), dependencies)
			.jars()
			.stream()
			.map((blob) -> this.directory.resolve("blobs").resolve(blob + ".jar"))
			.toList();
	}

	private static URLClassLoader loader(List<Path> paths) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (Path path : paths) {
			urls.add(path.toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

}
