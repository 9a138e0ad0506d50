package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application on a real Lima machine with an offline image, as an ordinary user and on
 * an emulated processor. One machine serves all tests, in their order: each takes it as
 * the one before left it. Run by the profile {@code lima}.
 */
@Tag("lima")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxLimaTests {

	private static final String ACCOUNT = "pctx-lima";

	private static final Path ACCOUNT_HOME = Path.of("/home", ACCOUNT);

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	private final List<Application> started = new ArrayList<>();

	private final Path directory = ACCOUNT_HOME.resolve("sandbox-lima-tests");

	private Path image;

	private Application application;

	@BeforeAll
	void prepare() throws Exception {
		this.image = Path.of(System.getProperty("pctx.test.lima-image"));
		assertThat(this.image.resolve("disk.qcow2")).isReadable();
		// Of a run that was killed.
		limactl("delete", "--force", "pctx");
		run("rm", "-rf", this.directory.toString());
		Files.createDirectories(this.directory);
		copyClassPath();
		run("chown", "-R", ACCOUNT + ":" + ACCOUNT, this.directory.toString());
	}

	/** What belongs to root's home, the account cannot read. */
	private void copyClassPath() throws IOException, InterruptedException {
		Path classPath = Files.createDirectories(this.directory.resolve("class-path"));
		int number = 0;
		for (String entry : System.getProperty("java.class.path").split(":")) {
			Path copy = classPath.resolve("%03d-%s".formatted(number++, Path.of(entry).getFileName()));
			run("cp", "-r", entry, copy.toString());
		}
	}

	private String classPath() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory.resolve("class-path"))) {
			return entries.map(Path::toString).sorted().reduce((one, other) -> one + ":" + other).orElseThrow();
		}
	}

	@AfterAll
	void removeAll() throws Exception {
		for (Application application : this.started) {
			application.process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
		}
		limactl("delete", "--force", "pctx");
		run("rm", "-rf", this.directory.toString());
	}

	@Test
	@Order(1)
	void whenProcessorCannotBeUsedThenStartIsRefusedWithTheReason() throws Exception {
		Application application = start("--pctx.sandbox.lima.emulation=false");
		application.await("APPLICATION FAILED TO START");
		assertThat(application.log()).contains("pctx.sandbox.lima.emulation=true", "kvm");
		assertThat(limactl("list", "--json")).doesNotContain("pctx");
	}

	/** Whatever it was about to make is half there. */
	@Test
	@Order(2)
	void whenFirstStartIsKilledThenInstanceIsLeftToTheNextApplication() throws Exception {
		Application application = start();
		application.await("starting the machine");
		application.killAll();
		assertThat(limactl("list", "--json")).contains("\"name\":\"pctx\"");
	}

	@Test
	@Order(3)
	void whenThereIsNoMachineThenItIsMadeAndServesCalls() throws Exception {
		this.application = start();
		this.application.await("STARTED");
		assertThat(this.application.log())
			.contains("EVENT SandboxProgressEvent[machine=lima, activity=keeping the machine's pristine state");
		assertThat(this.application.outcome("21")).contains("ANSWER 21 42");
		String seen = this.application.outcome("look");
		assertThat(seen).contains("routes=0", "resolver=false", "agent=false", "mounts=0")
			.doesNotContain("gateway=reached");
	}

	@Test
	@Order(4)
	void whenMachineServesThenNothingButSshListensOnThisHost() throws Exception {
		List<String> listeners = run("ss", "-Hlntp").lines()
			.filter((line) -> line.contains("\"limactl\"") || line.contains("qemu") || line.contains("\"ssh\""))
			.toList();
		assertThat(listeners).hasSize(1);
		assertThat(listeners.get(0)).contains("127.0.0.1:");
		assertThat(Files.getPosixFilePermissions(socket())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		assertThat(Files.getPosixFilePermissions(socket().getParent()))
			.isEqualTo(PosixFilePermissions.fromString("rwx------"));
	}

	private Path socket() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("lima/_pctx/pctx"))) {
			return files.filter((file) -> file.toString().endsWith(".sock")).findFirst().orElseThrow();
		}
	}

	@Test
	@Order(5)
	void whenMachineIsResetThenNothingOfBeforeIsLeftAndItsClockIsRight() throws Exception {
		guest("sudo touch /var/tmp/left /run/left");
		assertThat(guest("ls /var/tmp /run")).contains("left");
		assertThat(this.application.outcome("reset")).contains("ANSWER reset done");
		assertThat(guest("ls /var/tmp /run")).doesNotContain("left");
		assertThat(clockError()).isLessThan(60);
	}

	/** The reset machine lacks the class path. */
	@Test
	@Order(6)
	void whenDiskIsFullThenCallSaysSoAndTheNextOneRunsOnceThereIsRoom() throws Exception {
		guest("sudo fallocate -l $(($(df --output=avail -B1 /var | tail -n 1) - 30000000)) /var/fill");
		assertThat(this.application.outcome("23")).contains("FAILED", "SandboxUnavailableException",
				"Make room in it, or raise pctx.sandbox.lima.disk");
		guest("sudo rm /var/fill");
		assertThat(this.application.outcome("24")).contains("ANSWER 24 48");
	}

	@Test
	@Order(7)
	void whenClockIsWrongThenItIsSet() throws Exception {
		guest("sudo date -s '-3 hours'");
		Awaitility.await().atMost(PATIENCE).until(() -> clockError() < 60);
	}

	private long clockError() throws Exception {
		return Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(guest("date +%s").strip()));
	}

	@Test
	@Order(8)
	void whenAgentIsKilledThenCallsAreServedAgain() throws Exception {
		guest("sudo systemctl kill --signal=KILL pctx-sandbox-agent");
		AtomicInteger number = new AtomicInteger(30);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.application.outcome(Integer.toString(number.getAndIncrement())),
					(outcome) -> outcome.contains("ANSWER"));
	}

	@Test
	@Order(9)
	void whenAnotherApplicationSharesMachineThenItIsNotReset() throws Exception {
		Application other = start();
		other.await("STARTED");
		assertThat(other.log()).doesNotContain("starting the machine", "installing the agent");
		assertThat(this.application.outcome("reset")).contains("FAILED", "other applications use the instance 'pctx'");
		other.kill();
	}

	@Test
	@Order(10)
	void whenConnectionIsKilledThenItIsMadeAgain() throws Exception {
		List<ProcessHandle> links = this.application.process.toHandle()
			.descendants()
			.filter((process) -> process.info().commandLine().orElse("").contains("StreamLocalBindUnlink"))
			.toList();
		assertThat(links).isNotEmpty();
		links.forEach(ProcessHandle::destroyForcibly);
		this.application.await("is lost, and made again");
		assertThat(this.application.outcome("25")).contains("ANSWER 25 50");
	}

	@Test
	@Order(11)
	void whenMachineIsKilledThenApplicationStartsItAgain() throws Exception {
		for (String file : List.of("ha.pid", "qemu.pid")) {
			run("kill", "-KILL", Files.readString(this.directory.resolve("lima/pctx").resolve(file)).strip());
		}
		// It may have been on its way.
		this.application.outcome("26");
		assertThat(this.application.outcome("27")).contains("ANSWER 27 54");
	}

	@Test
	@Order(12)
	void whenLastApplicationEndsThenMachineIsStoppedAndItsConnectionsEnd() throws Exception {
		this.application.end();
		assertThat(limactl("list", "--json")).contains("\"status\":\"Stopped\"");
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> run("pgrep", "-u", ACCOUNT, "-f", "StreamLocalBindUnlink").isBlank());
	}

	/** Run a command in the guest, by a connection of its own. */
	private String guest(String command) throws Exception {
		return run(asAccount("ssh", "-F", this.directory.resolve("lima/pctx/ssh.config").toString(), "-o",
				"ControlMaster=no", "-o", "ControlPath=none", "-o", "BatchMode=yes", "lima-pctx", command)
			.toArray(String[]::new));
	}

	private Application start(String... arguments) throws IOException {
		Application application = new Application(this.started.size(), arguments);
		this.started.add(application);
		return application;
	}

	private List<String> asAccount(String... command) {
		List<String> line = new ArrayList<>(List.of("setpriv", "--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups",
				"env", "-i", "HOME=" + ACCOUNT_HOME, "USER=" + ACCOUNT, "PATH=" + System.getenv("PATH") + ":/usr/sbin",
				"LIMA_HOME=" + this.directory.resolve("lima")));
		line.addAll(List.of(command));
		return line;
	}

	private String limactl(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("limactl", "--tty=false"));
		command.addAll(List.of(arguments));
		return run(asAccount(command.toArray(String[]::new)).toArray(String[]::new));
	}

	private static String run(String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("lima-tests", ".out");
		try {
			Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			if (!process.waitFor(5, TimeUnit.MINUTES)) {
				process.destroyForcibly();
			}
			return Files.readString(output);
		}
		finally {
			Files.delete(output);
		}
	}

	/**
	 * A process that is told what to do by its input.
	 */
	private final class Application {

		private final Path log;

		private final Process process;

		Application(int number, String... arguments) throws IOException {
			this.log = SandboxLimaTests.this.directory.resolve("log-" + number);
			Path image = SandboxLimaTests.this.image;
			List<String> command = asAccount(System.getProperty("java.home") + "/bin/java",
					"-Dpctx.sandbox.lima.emulation=true", "-cp", classPath(), LimaApplication.class.getName(),
					"--pctx.sandbox.machine=lima", "--pctx.sandbox.lima.start=eager",
					"--pctx.sandbox.lima.home=" + SandboxLimaTests.this.directory.resolve("lima"),
					"--pctx.sandbox.lima.image.location=" + image.resolve("disk.qcow2"),
					"--pctx.sandbox.lima.image.kernel=" + image.resolve("vmlinuz"),
					"--pctx.sandbox.lima.image.initrd=" + image.resolve("initrd.img"),
					"--pctx.sandbox.lima.image.arch=x86_64", "--pctx.sandbox.lima.provision=prebuilt",
					"--pctx.sandbox.lima.start-timeout=20m", "--pctx.sandbox.lima.memory=2GB",
					"--pctx.sandbox.lima.disk=6GB", "--pctx.sandbox.defaults.memory=256MB",
					"--pctx.sandbox.defaults.timeout=5m", "--pctx.sandbox.pool.warm-up=false",
					"--pctx.sandbox.pool.class-data-sharing=false", "--pctx.sandbox.pool.start-timeout=3m");
			command.addAll(List.of(arguments));
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.log.toFile())
				.start();
		}

		String log() throws IOException {
			return Files.readString(this.log);
		}

		void say(String line) throws IOException {
			OutputStream input = this.process.getOutputStream();
			input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
			input.flush();
		}

		/** Wait for a line of its log. */
		String await(String text) {
			return await(Pattern.compile("(?m)^.*" + Pattern.quote(text) + ".*$"), 0);
		}

		/** Say a line, and wait for what became of it. */
		String outcome(String line) throws IOException {
			int begin = log().length();
			say(line);
			return await(Pattern.compile("(?m)^.*(ANSWER|FAILED) " + line + "[ :].*$"), begin);
		}

		private String await(Pattern line, int begin) {
			return Awaitility.await()
				.atMost(PATIENCE)
				.failFast(() -> !this.process.isAlive() && !line.matcher(log().substring(begin)).find())
				.until(() -> line.matcher(log().substring(begin)), Matcher::find)
				.group();
		}

		void end() throws Exception {
			this.process.getOutputStream().close();
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(log()).contains("ENDED");
		}

		/** With the commands that it runs. */
		void killAll() throws InterruptedException {
			List<ProcessHandle> children = this.process.descendants().toList();
			kill();
			children.forEach(ProcessHandle::destroyForcibly);
		}

		void kill() throws InterruptedException {
			this.process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
		}

	}

}
