package com.portofcontext.pctx.sandbox.classpath;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.JarUrl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where references lead, and where classes come from.
 */
class OriginWalkTests extends ResolvedClassPath {

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
