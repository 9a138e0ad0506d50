package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.JarUrl;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClassPathResolver}, with class files in real directories and jars.
 */
class ClassPathResolverTests {

	private static final String JDBC = "package jdbc; public interface Jdbc { String query(); }";

	private static final String CSV = """
			package csv;
			public class Csv {
				public static int count(String rows) { return text.Text.length(rows); }
			}
			""";

	private static final String TEXT = """
			package text;
			public class Text {
				public static int length(String text) { return text.length(); }
			}
			""";

	private static final String REPORTS = """
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

	private static final String REPORT = "package app; public interface Report { int called(); }";

	private static final String HELPER = """
			package app;
			public class Helper { public int help(Report report) { return report.called(); } }
			""";

	private static final String UNREFERENCED = "package app; public class Unreferenced { }";

	@TempDir
	static Path compiled;

	@TempDir
	Path directory;

	private Path blobs;

	private Path jdbc;

	private Path text;

	private Path csv;

	private Path classes;

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

	@Test
	void runsMethodWhereTypesOfOtherMembersAreMissing() throws Exception {
		try (URLClassLoader application = application()) {
			List<Path> jars = resolve(application, "app.Reports");
			assertThat(jars).noneSatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.jdbc));
			try (URLClassLoader worker = loader(jars)) {
				Class<?> reports = worker.loadClass("app.Reports");
				Object bean = allocate(reports);
				Field offset = reports.getDeclaredField("offset");
				offset.setAccessible(true);
				offset.set(bean, 5);
				assertThat(reports.getMethod("summarize", String.class).invoke(bean, "rows")).isEqualTo(4 + 5 + 10);
				assertThat(reports.getMethod("compareTo", reports).invoke(bean, bean)).isEqualTo(0);
			}
		}
	}

	@Test
	void keepsOnlyWhatIsReachedOfBean() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Class<?> reports = worker.loadClass("app.Reports");
			assertThat(reports.getDeclaredFields()).extracting(Field::getName).containsExactly("offset");
			assertThat(reports.getDeclaredConstructors()).isEmpty();
			assertThat(reports.getDeclaredMethods()).extracting(Method::getName)
				.containsOnly("summarize", "called", "toString", "compareTo");
		}
	}

	@Test
	void keepsLineNumbers() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Method method = worker.loadClass("app.Reports").getMethod("summarize", String.class);
			assertThatExceptionOfType(InvocationTargetException.class)
				.isThrownBy(() -> method.invoke(allocate(method.getDeclaringClass()), ""))
				.satisfies((ex) -> assertThat(ex.getCause().getStackTrace()[0])
					.hasToString("app.Reports.summarize(Reports.java:9)"));
		}
	}

	@Test
	void refusesCallbackThatNeedsWhatStayedInHost() throws Exception {
		try (URLClassLoader application = application();
				URLClassLoader worker = loader(resolve(application, "app.Reports"))) {
			Object bean = allocate(worker.loadClass("app.Reports"));
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(bean::toString)
				.withMessageContaining("toString() reads fields of the bean");
		}
	}

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
	void makesSameBlobsAgain() throws Exception {
		List<String> first;
		try (URLClassLoader application = application()) {
			first = names(resolve(application, "app.Reports"));
		}
		Map<String, byte[]> files = CompiledClasses.files(this.classes);
		List<String> reversed = new ArrayList<>(files.keySet());
		Collections.reverse(reversed);
		Path copy = this.directory.resolve("copy/classes");
		for (String name : reversed) {
			Files.createDirectories(copy.resolve(name).getParent());
			Files.setLastModifiedTime(Files.write(copy.resolve(name), files.get(name)), FileTime.fromMillis(0));
		}
		this.classes = copy;
		this.blobs = this.directory.resolve("other-blobs");
		try (URLClassLoader application = application()) {
			assertThat(names(resolve(application, "app.Reports"))).isEqualTo(first);
		}
	}

	@Test
	void goesByClassLoaderOfBean() throws Exception {
		Path restarted = CompiledClasses.directory(this.directory.resolve("restarted"),
				List.of(this.jdbc, this.text, this.csv), REPORTS.replace("return 10;", "return 20;"), REPORT,
				HELPER.replace("report.called()", "report.called() + 100"));
		try (URLClassLoader base = application(); URLClassLoader restart = new ChildFirstClassLoader(restarted, base)) {
			assertThat(restart.loadClass("app.Reports")).isNotEqualTo(base.loadClass("app.Reports"));
			assertThat(call(resolve(restart, "app.Reports"))).isEqualTo(4 + 20 + 100);
			assertThat(call(resolve(base, "app.Reports"))).isEqualTo(4 + 10);
		}
	}

	@Test
	void readsExecutableJar() throws Exception {
		Handlers.register();
		Map<String, byte[]> files = new LinkedHashMap<>();
		CompiledClasses.files(this.classes).forEach((name, bytes) -> files.put("BOOT-INF/classes/" + name, bytes));
		files.put("BOOT-INF/classes/application.yml", new byte[] { 1 });
		for (Path jar : List.of(this.jdbc, this.text, this.csv)) {
			files.put("BOOT-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
		}
		Path executable = CompiledClasses
			.zip(Files.createDirectory(this.directory.resolve("with space + plus")).resolve("app.jar"), files);
		URL[] urls = files.keySet()
			.stream()
			.filter((name) -> name.startsWith("BOOT-INF/lib/"))
			.map((name) -> JarUrl.create(executable.toFile(), name))
			.toArray(URL[]::new);
		urls = Stream.concat(Stream.of(JarUrl.create(executable.toFile(), "BOOT-INF/classes/")), Stream.of(urls))
			.toArray(URL[]::new);
		try (URLClassLoader application = new LaunchedClassLoader(false, urls, ClassLoader.getPlatformClassLoader())) {
			List<Path> jars = resolve(application, "app.Reports");
			assertThat(call(jars)).isEqualTo(4 + 10);
			assertThat(jars).hasSize(4).anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.csv));
			assertThat(entries(jars)).contains("app/Unreferenced.class").doesNotContain("application.yml");
		}
	}

	@Test
	void doesNotFollowClassAroundParameterType() throws Exception {
		Path other = CompiledClasses.directory(this.directory.resolve("other"), List.of(this.jdbc), """
				package app;
				public class Controller {
					private jdbc.Jdbc jdbc;
					public String run() { return this.jdbc.query(); }
					public record Row(String name) { }
				}
				""", "package app; public class Task { public String run(Controller.Row row) { return row.name(); } }");
		try (URLClassLoader application = loader(List.of(other, this.jdbc))) {
			assertThat(resolve(application, "app.Task")).hasSize(2);
		}
	}

	@Test
	void followsGenericSignatures() throws Exception {
		Path other = CompiledClasses.directory(this.directory.resolve("other"), List.of(this.text),
				"package app; public abstract class Values<T> { public java.util.List<T> all; }",
				"package app; public class Texts extends Values<text.Text> { }",
				"package app; public class Task { public Texts run() { return new Texts(); } }");
		try (URLClassLoader application = loader(List.of(other, this.text))) {
			assertThat(resolve(application, "app.Task"))
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.text));
		}
	}

	@Test
	void doesNotFollowAnnotations() throws Exception {
		Path annotation = CompiledClasses.jar(this.directory.resolve("annotation.jar"), List.of(), """
				package note;
				@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
				public @interface Note { Class<?> value() default String.class; }
				""".replace("@interface Note", "@interface Note /* interface Note */"));
		Path other = CompiledClasses.directory(this.directory.resolve("other"), List.of(annotation, this.text), """
				package app;
				@note.Note(text.Text.class)
				public class Task { @note.Note(text.Text.class) public void run(@note.Note String text) { } }
				""");
		try (URLClassLoader application = loader(List.of(other, annotation, this.text))) {
			assertThat(resolve(application, "app.Task")).hasSize(2);
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

	private Path sibling() throws IOException {
		Path sibling = CompiledClasses.directory(this.directory.resolve("sibling/target/classes"), List.of(this.jdbc),
				"package sibling; public class Plugin { public String run(jdbc.Jdbc jdbc) { return jdbc.query(); } }",
				"package sibling; public class Part { }");
		Files.writeString(sibling.resolve("plugin.txt"), "secret");
		return sibling;
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
	void writesReadOnlyBlobsAndReplacesDamagedOnes() throws Exception {
		try (URLClassLoader application = application()) {
			List<Path> jars = resolve(application, "app.Reports");
			byte[] content = Files.readAllBytes(jars.get(0));
			assertThat(Files.getPosixFilePermissions(jars.get(0)))
				.isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
			Files.setPosixFilePermissions(jars.get(0), PosixFilePermissions.fromString("rw-------"));
			Files.write(jars.get(0), new byte[content.length]);
			resolve(application, "app.Reports");
			assertThat(jars.get(0)).hasBinaryContent(content);
			assertThat(this.blobs).isDirectoryNotContaining((file) -> file.toString().endsWith(".tmp"));
		}
	}

	@Test
	void marksAllBlobsAsUsedEachTime() throws Exception {
		try (URLClassLoader application = application()) {
			ClassPathResolver resolver = resolver(patterns());
			List<Path> jars = resolve(resolver, application, "app.Reports");
			for (Path jar : jars) {
				UseTimes.setTwoHoursAgo(jar);
			}
			resolve(resolver, application, "app.Reports");
			assertThat(jars).isNotEmpty().allSatisfy((jar) -> assertThat(UseTimes.isNow(jar)).isTrue());
		}
	}

	@Test
	void whenJarOfSameSizeAndTimeHasOtherCodeThenItTravels() throws Exception {
		CompiledClasses.jar(this.text, List.of(), TEXT.replace("text.length()", "1"));
		FileTime time = Files.getLastModifiedTime(this.text);
		long size = Files.size(this.text);
		try (URLClassLoader application = application()) {
			resolve(application, "app.Reports");
		}
		CompiledClasses.jar(this.text, List.of(), TEXT.replace("text.length()", "2"));
		Files.setLastModifiedTime(this.text, time);
		assertThat(this.text).hasSize(size);
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports"))
				.anySatisfy((jar) -> assertThat(jar).hasSameBinaryContentAs(this.text));
		}
	}

	@Test
	void whenIndexCannotBeWrittenThenBlobsArePutAllTheSame() throws Exception {
		Files.createDirectories(this.blobs.resolve("libraries/full"));
		try (URLClassLoader application = application()) {
			assertThat(resolve(application, "app.Reports")).hasSize(4);
		}
	}

	@Test
	void whenBlobsWereEvictedThenPutsThemAgain() throws Exception {
		try (URLClassLoader application = application()) {
			ClassPathResolver resolver = resolver(patterns());
			List<Path> jars = resolve(resolver, application, "app.Reports");
			for (Path jar : jars) {
				Files.delete(jar);
			}
			assertThat(resolve(resolver, application, "app.Reports")).isEqualTo(jars);
			assertThat(jars).isNotEmpty().allSatisfy((jar) -> assertThat(jar).exists());
		}
	}

	private int call(List<Path> jars) throws Exception {
		try (URLClassLoader worker = loader(jars)) {
			Class<?> reports = worker.loadClass("app.Reports");
			return (int) reports.getMethod("summarize", String.class).invoke(allocate(reports), "rows");
		}
	}

	private URLClassLoader application() throws IOException {
		return loader(List.of(this.classes, this.csv, this.text, this.jdbc));
	}

	private static URLClassLoader loader(List<Path> paths) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (Path path : paths) {
			urls.add(path.toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	private static ClassPathPatterns patterns() {
		return new ClassPathPatterns(List.of(), List.of(), List.of());
	}

	private ClassPathResolver resolver(ClassPathPatterns patterns) {
		return new ClassPathResolver(this.blobs, patterns);
	}

	private List<Path> resolve(ClassLoader classLoader, String bean) throws Exception {
		return resolve(classLoader, bean, patterns());
	}

	private List<Path> resolve(ClassLoader classLoader, String bean, ClassPathPatterns patterns) throws Exception {
		return resolve(resolver(patterns), classLoader, bean);
	}

	private List<Path> resolve(ClassPathResolver resolver, ClassLoader classLoader, String bean) throws Exception {
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

	private static List<Method> sandboxed(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods())
			.filter((method) -> List.of("summarize", "run", "count").contains(method.getName()))
			.toList();
	}

	private static List<String> names(List<Path> paths) {
		return paths.stream().map((path) -> path.getFileName().toString()).toList();
	}

	private static List<String> entries(List<Path> jars) throws IOException {
		List<String> entries = new ArrayList<>();
		for (Path jar : jars) {
			entries.addAll(zipped(jar).keySet());
		}
		return entries;
	}

	private static Map<String, byte[]> zipped(Path jar) throws IOException {
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

	/**
	 * What devtools' restart class loader does.
	 */
	private static final class ChildFirstClassLoader extends URLClassLoader {

		private ChildFirstClassLoader(Path directory, ClassLoader parent) throws IOException {
			super(new URL[] { directory.toUri().toURL() }, parent);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
					loaded = findClass(name);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
		}

		@Override
		public @Nullable URL getResource(String name) {
			URL own = findResource(name);
			return (own != null) ? own : super.getResource(name);
		}

	}

}
