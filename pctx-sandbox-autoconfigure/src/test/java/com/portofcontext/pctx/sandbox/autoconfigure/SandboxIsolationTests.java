package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing of the application reaches sandboxed code unless it was named, and nothing of a
 * call reaches the next.
 */
@SandboxApplicationTest
@ContextConfiguration(classes = SandboxIsolationTests.Application.class)
abstract class SandboxIsolationTests {

	private static final String SECRET = "swordfish";

	private static final String PROPERTY = "pctx.test.secret";

	@Autowired
	private Spy spy;

	@Value("${test.password}")
	private String password;

	@BeforeAll
	static void setSystemProperty() {
		System.setProperty(PROPERTY, SECRET);
	}

	@AfterAll
	static void clearSystemProperty() {
		System.clearProperty(PROPERTY);
	}

	@Test
	void environmentDoesNotReachTheCode() {
		// Surefire is told to set it.
		assertThat(System.getenv()).containsEntry("PCTX_TEST_SECRET", SECRET);
		assertThat(this.spy.environment().toString()).doesNotContain("PCTX_TEST_SECRET").doesNotContain(SECRET);
	}

	@Test
	void environmentOfTheJailIsNotTheHostsEither() throws Exception {
		assertThat(this.spy.environmentsAndCommands()).isNotEmpty()
			.allSatisfy((text) -> assertThat(text).doesNotContain("PCTX_TEST_SECRET").doesNotContain(SECRET));
	}

	@Test
	void systemPropertiesDoNotReachTheCode() {
		assertThat(System.getProperty(PROPERTY)).isEqualTo(SECRET);
		Map<String, String> seen = this.spy.systemProperties();
		assertThat(seen).doesNotContainKeys(PROPERTY, "surefire.test.class.path", "pctx.test.ci");
		assertThat(seen.toString()).doesNotContain(SECRET)
			.doesNotContain(System.getProperty("user.dir"))
			.doesNotContain("target/classes");
		assertThat(seen.get("user.home")).isNotEqualTo(System.getProperty("user.home"));
	}

	@Test
	void configurationDoesNotReachTheCodeHoweverItIsAskedFor() throws Exception {
		assertThat(this.password).isEqualTo(SECRET);
		assertThat(Spy.class.getResource("/application.yml")).isNotNull();
		assertThat(new Spy(null).configuration()).isNotEmpty();
		assertThat(this.spy.configuration()).isEmpty();
	}

	@Test
	void onlyClassFilesOfTheApplicationTravel() throws Exception {
		assertThat(this.spy.foreignEntriesOfClassPath()).isEmpty();
	}

	@Test
	void filesOfTheHostAreNotThere() throws Exception {
		Path file = Files.createTempFile("pctx", "secret");
		try {
			// Any account of the host may read it, that of workers included.
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
			List<String> paths = List.of(file.toString(), System.getProperty("user.dir"),
					System.getProperty("user.dir") + "/pom.xml");
			assertThat(new Spy(null).existing(paths)).isEqualTo(paths);
			assertThat(this.spy.existing(paths)).isEmpty();
			assertThat(this.spy.readable(List.of("/etc/shadow", "/root/.bashrc"))).isEmpty();
		}
		finally {
			Files.delete(file);
		}
	}

	@Test
	void otherBeansStayBehind() {
		assertThat(this.spy.fieldByReflection("vault")).isEqualTo("java.lang.NoSuchFieldException: vault");
		assertThat(this.spy.greet()).isEqualTo("hello");
	}

	@Test
	void stateDoesNotSurviveACall() throws Exception {
		assertThat(List.of(this.spy.count(), this.spy.count(), this.spy.count())).containsOnly(1);
		assertThat(this.spy.greetAndForget()).isEqualTo("hello");
		assertThat(this.spy.greetAndForget()).isEqualTo("hello");
		assertThat(List.of(this.spy.filesBefore(), this.spy.filesBefore())).containsOnly(0);
		assertThat(this.spy.here()).isZero();
	}

	@Test
	void whenCodeReachesForTheApplicationContextThenItsClassIsNotEvenThere() {
		assertThatExceptionOfType(ClassNotFoundException.class)
			.isThrownBy(() -> this.spy.load("org.springframework.context.ApplicationContext"));
	}

	@TestPropertySource(properties = "pctx.sandbox.jail=bubblewrap")
	static class BubblewrapIsolationTests extends SandboxIsolationTests {

	}

	@TestPropertySource(properties = "pctx.sandbox.jail=firejail")
	static class FirejailIsolationTests extends SandboxIsolationTests {

	}

	static class Vault {

	}

	static class Spy {

		private static int calls;

		private final Vault vault;

		private String greeting = "hello";

		Spy(Vault vault) {
			this.vault = vault;
		}

		Vault vault() {
			return this.vault;
		}

		/** How much of this class's state this process has. */
		int here() {
			return calls;
		}

		@Sandboxed
		public Map<String, String> environment() {
			return new TreeMap<>(System.getenv());
		}

		/** Of all processes that can be seen: the jail's own are among them. */
		@Sandboxed
		public List<String> environmentsAndCommands() throws IOException {
			List<String> texts = new ArrayList<>();
			try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
				for (Path process : processes.filter((path) -> path.getFileName().toString().matches("\\d+"))
					.toList()) {
					for (String name : List.of("environ", "cmdline")) {
						try {
							texts.add(Files.readString(process.resolve(name), StandardCharsets.ISO_8859_1));
						}
						catch (IOException ex) {
							// It may not be read, which is as well.
						}
					}
				}
			}
			return texts;
		}

		@Sandboxed
		public Map<String, String> systemProperties() {
			Map<String, String> all = new TreeMap<>();
			System.getProperties().forEach((name, value) -> all.put(name.toString(), value.toString()));
			return all;
		}

		@Sandboxed
		public List<String> configuration() throws IOException {
			List<String> found = new ArrayList<>();
			List<ClassLoader> loaders = List.of(Spy.class.getClassLoader(), ClassLoader.getSystemClassLoader(),
					Thread.currentThread().getContextClassLoader());
			for (String name : List.of("application.yml", "/application.yml", "./application.yml",
					"config/../application.yml", "//application.yml", "application.yml/", "APPLICATION.YML",
					"application%2Eyml", "com/../application.yml", "META-INF/../application.yml",
					"BOOT-INF/classes/application.yml", "META-INF/spring-configuration-metadata.json")) {
				for (ClassLoader loader : loaders) {
					add(name, loader.getResourceAsStream(name), found);
					Enumeration<URL> urls = loader.getResources(name);
					for (URL url : Collections.list(urls)) {
						add(name, url.openStream(), found);
					}
				}
				add(name, ClassLoader.getSystemResourceAsStream(name), found);
				add(name, Spy.class.getResourceAsStream(name), found);
				add(name, Spy.class.getModule().getResourceAsStream(name), found);
			}
			return found;
		}

		private static void add(String name, InputStream stream, List<String> found) throws IOException {
			if (stream != null) {
				try (stream) {
					found.add(name + ": " + new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().count());
				}
			}
		}

		@Sandboxed
		public List<String> foreignEntriesOfClassPath() throws IOException {
			List<String> foreign = new ArrayList<>();
			for (String jar : System.getProperty("java.class.path").split(":")) {
				try (JarFile file = new JarFile(jar)) {
					List<String> names = file.stream().map(JarEntry::getName).toList();
					if (names.stream()
						.anyMatch((name) -> name.endsWith("autoconfigure/SandboxIsolationTests$Spy.class"))) {
						names.stream()
							.filter((name) -> !name.endsWith(".class") && !name.endsWith("/"))
							.filter((name) -> !name.equals("META-INF/MANIFEST.MF"))
							.forEach(foreign::add);
						return foreign;
					}
				}
			}
			return List.of("no jar has this class");
		}

		@Sandboxed
		public List<String> existing(List<String> paths) {
			return paths.stream().filter((path) -> Files.exists(Path.of(path))).toList();
		}

		@Sandboxed
		public List<String> readable(List<String> paths) {
			return paths.stream().filter((path) -> Files.isReadable(Path.of(path))).toList();
		}

		/** Reading a field by name is what the check at start-up cannot see. */
		@Sandboxed
		public String fieldByReflection(String name) {
			try {
				Field field = Spy.class.getDeclaredField(name);
				field.setAccessible(true);
				return String.valueOf(field.get(this));
			}
			catch (ReflectiveOperationException ex) {
				return ex.toString();
			}
		}

		@Sandboxed
		public String greet() {
			return this.greeting;
		}

		@Sandboxed
		public String greetAndForget() {
			String greeting = this.greeting;
			this.greeting = "changed";
			return greeting;
		}

		@Sandboxed
		public int count() {
			return ++calls;
		}

		@Sandboxed
		public int filesBefore() throws IOException {
			Path directory = Path.of(System.getProperty("java.io.tmpdir"));
			try (Stream<Path> files = Files.list(directory)) {
				int count = (int) files.filter((file) -> file.getFileName().toString().startsWith("left")).count();
				Files.writeString(directory.resolve("left-behind"), "x");
				return count;
			}
		}

		@Sandboxed
		public String load(String name) throws ClassNotFoundException {
			return Class.forName(name, false, Spy.class.getClassLoader()).getName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Vault vault() {
			return new Vault();
		}

		@Bean
		Spy spy(Vault vault) {
			return new Spy(vault);
		}

	}

}
