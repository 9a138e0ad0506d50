package com.portofcontext.pctx.sandbox.sample;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample as an IDE starts it, from its class files and with devtools: its classes are
 * those of the restart class loader, the starter's are not.
 */
class DevtoolsIT {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	@TempDir
	private Path home;

	private Process application;

	@AfterEach
	void stop() throws InterruptedException {
		this.application.destroy();
		boolean ended = this.application.waitFor(30, TimeUnit.SECONDS);
		this.application.destroyForcibly();
		assertThat(ended).isTrue();
	}

	@Test
	void whenClassesAreOfTheRestartClassLoaderThenCallsWorkBeforeAndAfterARestart() throws Exception {
		Path classes = copyOfClasses();
		start(classes);
		assertThat(summarize(1)).contains("2.0");
		assertThat(log()).contains("[  restartedMain]");
		Files.writeString(classes.resolve("changed.txt"), "as by a compiler");
		assertThat(summarize(2)).contains("2.0");
	}

	private void start(Path classes) throws IOException {
		String dependencies = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar") && !entry.endsWith("sample-app.jar"))
			.collect(Collectors.joining(File.pathSeparator));
		ProcessBuilder builder = new ProcessBuilder(List.of(
				Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Duser.home=" + this.home, "-cp",
				classes + File.pathSeparator + dependencies, "com.portofcontext.pctx.sandbox.sample.SampleApplication",
				"--server.port=0", "--spring.devtools.livereload.enabled=false"))
			.redirectErrorStream(true)
			.redirectOutput(this.home.resolve("log").toFile());
		builder.environment().put("HOME", this.home.toString());
		this.application = builder.start();
	}

	private Path copyOfClasses() throws IOException {
		Path source = Path.of(System.getProperty("sample.classes"));
		Path target = this.home.resolve("classes");
		try (Stream<Path> files = Files.walk(source)) {
			for (Path file : files.toList()) {
				Files.copy(file, target.resolve(source.relativize(file).toString()));
			}
		}
		return target;
	}

	private String summarize(int start) throws Exception {
		await().atMost(Duration.ofMinutes(2)).until(() -> ports().size() >= start);
		URI uri = URI.create("http://127.0.0.1:" + ports().get(start - 1) + "/api/summaries");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "text/csv")
				.timeout(Duration.ofMinutes(1))
				.POST(HttpRequest.BodyPublishers.ofString("city,people\nOslo,3\nBergen,1\n"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private List<String> ports() throws IOException {
		Matcher matcher = PORT.matcher(log());
		return matcher.results().map((result) -> result.group(1)).toList();
	}

	private String log() throws IOException {
		return Files.readString(this.home.resolve("log"));
	}

}
