package com.portofcontext.pctx.sandbox.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The executable jar as a user starts it, from an empty home and with an empty cache.
 */
class FatJarIT {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	@TempDir
	private static Path home;

	@TempDir
	private static Path sandbox;

	private static Process application;

	private static final Pattern ASM = Pattern.compile("BOOT-INF/lib/asm(?:-[a-z]+)?-(.*)\\.jar");

	private static String base;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void start() throws IOException {
		Path log = home.resolve("log");
		// Workers of root's agent run as another account, which must be able to pass.
		Files.setPosixFilePermissions(sandbox, PosixFilePermissions.fromString("rwx--x--x"));
		ProcessBuilder builder = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Duser.home=" + home, "-jar",
						System.getProperty("sample.jar"), "--server.port=0", "--pctx.sandbox.profiles.llm.timeout=30s",
						"--pctx.sandbox.local.directory=" + sandbox))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().put("HOME", home.toString());
		application = builder.start();
		await().atMost(Duration.ofMinutes(2)).until(() -> {
			Matcher matcher = PORT.matcher(Files.readString(log));
			base = matcher.find() ? "http://127.0.0.1:" + matcher.group(1) : "";
			return !base.isEmpty();
		});
	}

	@AfterAll
	static void stop() throws InterruptedException {
		application.destroy();
		boolean ended = application.waitFor(30, TimeUnit.SECONDS);
		application.destroyForcibly();
		assertThat(ended).isTrue();
		assertThat(sandbox.resolve("run")).isEmptyDirectory();
	}

	/** Libraries of the application bring older versions, with which ours cannot read. */
	@Test
	void jarHasOneVersionOfAsm() throws IOException {
		try (JarFile jar = new JarFile(System.getProperty("sample.jar"))) {
			assertThat(jar.stream()
				.map((entry) -> ASM.matcher(entry.getName()))
				.filter(Matcher::matches)
				.map((matcher) -> matcher.group(1))
				.toList()).hasSize(3).satisfies((versions) -> assertThat(Set.copyOf(versions)).hasSize(1));
		}
	}

	@Test
	void summaryOfCsvIsRight() throws Exception {
		HttpResponse<String> response = post("/api/summaries", "text/csv", "city,people\nOslo,3\nBergen,1\n");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).isStrictlyEqualTo("""
				{"count": 2, "columns": [{"name": "people", "min": 1.0, "max": 3.0, "mean": 2.0}]}""");
	}

	@Test
	void whenCsvIsNoTableThenTheParserSaysWhyFromBeyondTheWall() throws Exception {
		HttpResponse<String> response = post("/api/summaries", "text/csv", "a,b\n1\n");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(response.body()).contains("Row 1 has 1 cells, but there are 2 columns.");
	}

	@Test
	void whenBodyIsTooLargeThenItIsAProblem() throws Exception {
		HttpResponse<String> response = post("/api/summaries", "text/csv", "n\n".repeat(600_000));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
		assertThat(response.body()).contains("1048576 bytes");
	}

	@Test
	void expressionOfUserIsCompiledAndRun() throws Exception {
		HttpResponse<String> response = post("/api/expressions", "application/json",
				"{\"source\": \"((Number) input).intValue() * 2\", \"input\": 21}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(new JsonContent(response.body())).isStrictlyEqualTo("{\"value\": 42}");
	}

	@Test
	void expressionSeesNothingOfTheHost() throws Exception {
		HttpResponse<String> response = post("/api/expressions", "application/json",
				"{\"source\": \"System.getenv() + \\\"|\\\" + new java.io.File(\\\"%s\\\").exists()\", \"input\": 1}"
					.formatted(home));
		assertThat(response.body()).contains("|false").doesNotContain("HOME");
	}

	@Test
	void expressionReadsNoConfigurationFromTheJar() throws Exception {
		String read = "Stream.of(\\\"application.yml\\\", \\\"/application.yml\\\", \\\"BOOT-INF/classes/application.yml\\\")"
				+ ".map(n -> ClassLoader.getSystemResource(n)).filter(u -> u != null).count()";
		HttpResponse<String> response = post("/api/expressions", "application/json",
				"{\"source\": \"%s\", \"input\": 1}".formatted(read));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"value\":0}");
	}

	@Test
	void whenExpressionEndsItsProcessThenTheApplicationAnswersWithAProblem() throws Exception {
		HttpResponse<String> response = post("/api/expressions", "application/json", """
				{"source": "Stream.of(1).peek(n -> System.exit(n)).toList()", "input": 1}""");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
		assertThat(response.body()).contains("Sandboxed code ended its process");
		assertThat(application.isAlive()).isTrue();
	}

	@Test
	void whenExpressionDoesNotCompileThenTheCheckedExceptionCrossesTheWall() throws Exception {
		HttpResponse<String> response = post("/api/expressions", "application/json", """
				{"source": "1 + nothing", "input": 1}""");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(response.body()).contains("cannot find symbol");
	}

	@Test
	void sandboxShowsItsProof() throws Exception {
		HttpResponse<String> response = this.client.send(
				HttpRequest.newBuilder(URI.create(base + "/api/sandbox")).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(new JsonContent(response.body()))
			.hasPathSatisfying("$.machine", (machine) -> machine.assertThat().isEqualTo("local"))
			.hasPathSatisfying("$.jail",
					(jail) -> jail.assertThat().asString().matches("(bubblewrap|firejail) [0-9].*"))
			.hasPathSatisfying("$.proof",
					(proof) -> proof.assertThat().asArray().contains("seccomp=2", "no_new_privs=1", "network=none"))
			.hasPathSatisfying("$.java", (java) -> java.assertThat().isEqualTo(Runtime.version().toString()))
			.hasPathSatisfying("$.pools[*].method", (methods) -> methods.assertThat().asArray().isNotEmpty());
	}

	private HttpResponse<String> post(String path, String type, String body) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create(base + path))
			.header("Content-Type", type)
			.timeout(Duration.ofMinutes(1))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

}
