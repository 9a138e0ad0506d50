package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

/**
 * An application whose class path is resolved: class files in real directories and jars,
 * compiled once for a class of tests, and a copy for each of them.
 */
abstract class ResolvedClassPath {

	private static final String JDBC = "package jdbc; public interface Jdbc { String query(); }";

	private static final String CSV = """
			package csv;
			public class Csv {
				public static int count(String rows) { return text.Text.length(rows); }
			}
			""";

	static final String TEXT = """
			package text;
			public class Text {
				public static int length(String text) { return text.length(); }
			}
			""";

	static final String REPORTS = """
			package app;
			@Deprecated
			public class Reports implements Report, Comparable<Reports> {
				private final jdbc.Jdbc jdbc;
				private final int offset;
				private final String name;
				public Reports(jdbc.Jdbc jdbc) { this.jdbc = jdbc; this.offset = 1; this.name = "name"; }
				public int summarize(String rows) {
					if (rows.isEmpty()) { throw new IllegalArgumentException("empty"); }
					return csv.Csv.count(rows) + this.offset + new Helper().help(this);
				}
				public String nightly() {
					return new jdbc.Jdbc() { public String query() { return jdbc.query(); } }.query() + name;
				}
				public int called() { return 10; }
				private jdbc.Jdbc jdbc() { return () -> "lambda"; }
				@Override public String toString() { return "Reports " + this.name + jdbc.query(); }
				@Override public int compareTo(Reports other) { return 0; }
				static class Mapper implements jdbc.Jdbc { public String query() { return ""; } }
			}
			""";

	static final String REPORT = "package app; public interface Report { int called(); }";

	static final String HELPER = """
			package app;
			public class Helper { public int help(Report report) { return report.called(); } }
			""";

	private static final String UNREFERENCED = "package app; public class Unreferenced { }";

	@TempDir
	static Path compiled;

	@TempDir
	Path directory;

	Path blobs;

	Path jdbc;

	Path text;

	Path csv;

	Path classes;

	@BeforeAll
	static void compile() throws IOException {
		Path jdbc = CompiledClasses.jar(compiled.resolve("jdbc-1.0.jar"), List.of(), JDBC);
		Path text = CompiledClasses.jar(compiled.resolve("text-1.0.jar"), List.of(), TEXT);
		Path csv = CompiledClasses.jar(compiled.resolve("csv-1.0.jar"), List.of(text), CSV);
		CompiledClasses.directory(compiled.resolve("target/classes"), List.of(jdbc, text, csv), REPORTS, REPORT, HELPER,
				UNREFERENCED);
	}

	@BeforeEach
	void copy() throws IOException {
		FileSystemUtils.copyRecursively(compiled, this.directory);
		this.blobs = this.directory.resolve("blobs");
		this.jdbc = this.directory.resolve("jdbc-1.0.jar");
		this.text = this.directory.resolve("text-1.0.jar");
		this.csv = this.directory.resolve("csv-1.0.jar");
		this.classes = this.directory.resolve("target/classes");
	}

	int call(List<Path> jars) throws Exception {
		try (URLClassLoader worker = loader(jars)) {
			Class<?> reports = worker.loadClass("app.Reports");
			return (int) reports.getMethod("summarize", String.class).invoke(allocate(reports), "rows");
		}
	}

	URLClassLoader application() throws IOException {
		return loader(List.of(this.classes, this.csv, this.text, this.jdbc));
	}

	static URLClassLoader loader(List<Path> paths) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (Path path : paths) {
			urls.add(path.toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	static ClassPathPatterns patterns() {
		return new ClassPathPatterns(List.of(), List.of(), List.of());
	}

	ClassPathResolver resolver(ClassPathPatterns patterns) {
		return new ClassPathResolver(this.blobs, patterns);
	}

	List<Path> resolve(ClassLoader classLoader, String bean) throws Exception {
		return resolve(classLoader, bean, patterns());
	}

	List<Path> resolve(ClassLoader classLoader, String bean, ClassPathPatterns patterns) throws Exception {
		return resolve(resolver(patterns), classLoader, bean);
	}

	List<Path> resolve(ClassPathResolver resolver, ClassLoader classLoader, String bean) throws Exception {
		Class<?> type = classLoader.loadClass(bean);
		List<Field> data = Arrays.stream(type.getDeclaredFields())
			.filter((field) -> field.getName().equals("offset"))
			.toList();
		return resolver.resolve(List.of(), type, sandboxed(type), data, List.of(), List.of())
			.jars()
			.stream()
			.map((name) -> this.blobs.resolve(name + ".jar"))
			.toList();
	}

	static List<Method> sandboxed(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods())
			.filter((method) -> List.of("summarize", "run", "count").contains(method.getName()))
			.toList();
	}

	static List<String> names(List<Path> paths) {
		return paths.stream().map((path) -> path.getFileName().toString()).toList();
	}

	static List<String> entries(List<Path> jars) throws IOException {
		List<String> entries = new ArrayList<>();
		for (Path jar : jars) {
			entries.addAll(zipped(jar).keySet());
		}
		return entries;
	}

	static Map<String, byte[]> zipped(Path jar) throws IOException {
		Map<String, byte[]> files = new LinkedHashMap<>();
		try (JarFile file = new JarFile(jar.toFile())) {
			for (JarEntry entry : Collections.list(file.entries())) {
				if (!entry.isDirectory()) {
					files.put(entry.getName(), file.getInputStream(entry).readAllBytes());
				}
			}
		}
		return files;
	}

	/** As the worker does; by reflection, for javac warns of the class itself. */
	static Object allocate(Class<?> type) throws Exception {
		Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
		Object instance = factory.getMethod("getReflectionFactory").invoke(null);
		Constructor<?> constructor = (Constructor<?>) factory
			.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
			.invoke(instance, type, Object.class.getConstructor());
		return constructor.newInstance();
	}

}
