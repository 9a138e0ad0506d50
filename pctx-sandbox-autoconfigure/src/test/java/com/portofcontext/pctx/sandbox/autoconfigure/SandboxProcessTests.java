package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxStatus;
import com.portofcontext.pctx.sandbox.Sandboxed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever ends an application in the middle of its calls, nothing of them is left.
 */
class SandboxProcessTests {

	private static final Logger logger = LoggerFactory.getLogger(SandboxProcessTests.class);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final List<Process> started = new ArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void letWorkersPass() throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx--x--x"));
	}

	@AfterEach
	void endAll() throws InterruptedException {
		for (Process process : this.started) {
			process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
		}
		await().atMost(PATIENCE).until(() -> runDirectories().isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "bubblewrap", "firejail" })
	void whenApplicationIsKilledInTheMiddleOfCallsThenNothingIsLeft(String jail) throws Exception {
		Process application = startAndAwait("CALLING", "--pctx.sandbox.jail=" + jail);
		Traces traces = Traces.of(application, runDirectories());
		assertThat(traces.processes()).hasSizeGreaterThanOrEqualTo(4);
		long killed = System.nanoTime();
		application.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
		await().atMost(Duration.ofSeconds(10))
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(traces.left()).isEmpty());
		logger.info("kill -9 in the middle of calls ({}): nothing left after {} ms", jail, millisSince(killed));
		startAndAwait("ANSWER 42", "--pctx.sandbox.jail=" + jail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bubblewrap", "firejail" })
	void whenWatchdogIsKilledTooThenNextStartRemovesWhatIsLeft(String jail) throws Exception {
		Process application = startAndAwait("CALLING", "--pctx.sandbox.jail=" + jail);
		Traces traces = Traces.of(application, runDirectories());
		List<ProcessHandle> watchdogs = application.descendants().filter(SandboxProcessTests::isWatchdog).toList();
		assertThat(watchdogs).isNotEmpty();
		watchdogs.forEach(ProcessHandle::destroyForcibly);
		application.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
		assertThat(traces.left()).isNotEmpty();
		startAndAwait("ANSWER 42", "--pctx.sandbox.jail=" + jail);
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(traces.left()).isEmpty());
	}

	@Test
	void whenApplicationIsAskedToEndInTheMiddleOfCallsThenItEndsWithAllOfThem() throws Exception {
		Process application = startAndAwait("CALLING");
		Traces traces = Traces.of(application, runDirectories());
		long asked = System.nanoTime();
		application.destroy();
		assertThat(application.waitFor(1, TimeUnit.MINUTES)).isTrue();
		long ended = millisSince(asked);
		await().atMost(Duration.ofSeconds(10))
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(traces.left()).isEmpty());
		logger.info("Shutdown in the middle of calls: application ended after {} ms, nothing left after {} ms", ended,
				millisSince(asked));
	}

	@Test
	void whenNoJailIsInstalledThenCallsSayWhatToInstall() throws Exception {
		startAndAwait("FAILED", withoutJails());
		assertThat(log(this.started.size() - 1)).contains("FAILED SandboxUnavailableException",
				"There is no jail to run sandboxed code in", "bubblewrap is not installed", "firejail is not installed",
				"Install or repair bubblewrap or firejail", "pctx.sandbox.jail");
	}

	/** Bubblewrap takes itself away, with its sibling. */
	private static List<String> withoutJails() {
		List<String> command = new ArrayList<>(List.of("bwrap", "--dev-bind", "/", "/", "--die-with-parent"));
		for (String bin : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
			for (String jail : List.of("bwrap", "firejail")) {
				Path file = Path.of(bin, jail);
				if (Files.exists(file) && !Files.isSymbolicLink(Path.of(bin))) {
					command.addAll(List.of("--ro-bind", "/dev/null", file.toString()));
				}
			}
		}
		return command;
	}

	@Test
	void whenBubblewrapIsNotInstalledThenLogSaysWhyFirejailIsTaken() throws Exception {
		startAndAwait("ANSWER 42", withoutBubblewrap());
		assertThat(log(this.started.size() - 1).lines()).filteredOn((line) -> line.contains("Sandbox jail: "))
			.singleElement()
			.asString()
			.containsSubsequence("firejail", "(bubblewrap is not installed)");
	}

	/** Firejail needs more privileges than Bubblewrap leaves to those in it. */
	private static List<String> withoutBubblewrap() {
		return List.of("unshare", "--mount", "sh", "-c", "for bin in /usr/bin /bin /usr/local/bin; do"
				+ " if [ -e $bin/bwrap ]; then mount --bind /dev/null $bin/bwrap || exit 1; fi; done; exec \"$@\"",
				"sh");
	}

	private Process startAndAwait(String line, String... arguments) throws IOException {
		return startAndAwait(line, List.of(), arguments);
	}

	private Process startAndAwait(String line, List<String> prefix, String... arguments) throws IOException {
		int number = this.started.size();
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
				System.getProperty("java.class.path"), Application.class.getName(),
				"--pctx.sandbox.local.directory=" + this.directory.resolve("sandbox")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log-" + number).toFile())
			.start();
		this.started.add(process);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(number)).contains(line));
		return process;
	}

	private String log(int number) throws IOException {
		return Files.readString(this.directory.resolve("log-" + number));
	}

	private List<Path> runDirectories() throws IOException {
		Path parent = this.directory.resolve("sandbox/run");
		if (!Files.isDirectory(parent)) {
			return List.of();
		}
		try (Stream<Path> entries = Files.list(parent)) {
			return entries.toList();
		}
	}

	private static boolean isWatchdog(ProcessHandle process) {
		return process.info()
			.arguments()
			.map(List::of)
			.filter((arguments) -> arguments.contains("pctx-sandbox-watchdog"))
			.isPresent();
	}

	/** A dead process that the machine's init has not yet collected holds nothing. */
	private static boolean isRunning(ProcessHandle process) {
		try {
			return process.isAlive() && Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
				.stream()
				.noneMatch((line) -> line.startsWith("State:") && line.contains("Z"));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static long millisSince(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
	}

	/**
	 * What there is of an application's sandbox.
	 *
	 * @param processes its processes
	 * @param files its directories, cgroups included
	 */
	private record Traces(List<ProcessHandle> processes, List<Path> files) {

		static Traces of(Process application, List<Path> runDirectories) throws IOException {
			List<Path> files = new ArrayList<>(runDirectories);
			for (Path directory : runDirectories) {
				Files.readAllLines(directory.resolve("roots")).stream().skip(1).map(Path::of).forEach(files::add);
			}
			return new Traces(application.descendants().toList(), files);
		}

		List<Object> left() {
			return Stream
				.concat(this.processes.stream().filter(SandboxProcessTests::isRunning),
						this.files.stream().filter(Files::exists))
				.map(Object.class::cast)
				.toList();
		}

	}

	static class Worker {

		@Sandboxed
		public int twice(int number) {
			return number * 2;
		}

		@Sandboxed(timeout = "10m")
		public CompletableFuture<Integer> never() {
			return new CompletableFuture<>();
		}

	}

	/**
	 * Makes a call, then some that do not end.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private static final int CALLS = 2;

		public static void main(String[] args) {
			SpringApplication spring = new SpringApplication(Application.class);
			List<String> all = new ArrayList<>(List.of("--pctx.sandbox.defaults.memory=128MB",
					"--pctx.sandbox.defaults.timeout=2m", "--pctx.sandbox.pool.warm-up=false"));
			all.addAll(List.of(args));
			ConfigurableApplicationContext context = spring.run(all.toArray(String[]::new));
			Worker worker = context.getBean(Worker.class);
			Logger log = LoggerFactory.getLogger(Application.class);
			try {
				log.info("ANSWER {}", worker.twice(21));
			}
			catch (SandboxException ex) {
				log.info("FAILED {}: {}", ex.getClass().getSimpleName(), ex.getMessage());
				return;
			}
			List<CompletableFuture<Integer>> calls = new ArrayList<>();
			for (int i = 0; i < CALLS; i++) {
				calls.add(worker.never());
			}
			SandboxOperations operations = context.getBean(SandboxOperations.class);
			await().atMost(PATIENCE)
				.until(() -> operations.status().pools().stream().mapToInt(SandboxStatus.Pool::busy).sum() == CALLS);
			log.info("CALLING");
			calls.forEach(CompletableFuture::join);
		}

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

}
