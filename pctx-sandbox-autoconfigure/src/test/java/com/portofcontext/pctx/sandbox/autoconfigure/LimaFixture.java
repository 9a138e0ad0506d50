package com.portofcontext.pctx.sandbox.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where applications run with a real Lima machine of an offline image: as an ordinary
 * user, for Lima serves no root, and in a network of their own, where everything that
 * listens is the machine's or the test's.
 */
final class LimaFixture {

	static final String ACCOUNT = "pctx-lima";

	private static final Path ACCOUNT_HOME = Path.of("/home", ACCOUNT);

	private static final String NETWORK = "pctx-lima";

	/** What commands in the network see of {@code /etc}. */
	private static final Path CONFIGURATION = Path.of("/etc/netns", NETWORK);

	private final List<LimaProcess> started = new ArrayList<>();

	private final Path directory = ACCOUNT_HOME.resolve("sandbox-lima-tests");

	private final Path image;

	private LimaFixture(Path image) {
		this.image = image;
	}

	/** Wait for the image, and remove what a run that was killed left. */
	static LimaFixture create() throws Exception {
		String image = run("env", "XDG_CACHE_HOME=/var/cache",
				Path.of("..", "lima/test-image/build").toAbsolutePath().normalize().toString());
		LimaFixture fixture = new LimaFixture(Path.of(image.strip()));
		assertThat(fixture.image.resolve("disk.qcow2")).isReadable();
		if (!Files.exists(Path.of("/run/netns", NETWORK))) {
			run("ip", "netns", "add", NETWORK);
		}
		fixture.removeAll();
		run("ip", "netns", "add", NETWORK);
		run("ip", "-n", NETWORK, "link", "set", "lo", "up");
		Files.createDirectories(fixture.directory);
		fixture.copyClassPath();
		run("chown", "-R", ACCOUNT + ":" + ACCOUNT, fixture.directory.toString());
		return fixture;
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

	String classPath() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory.resolve("class-path"))) {
			return entries.map(Path::toString).sorted().reduce((one, other) -> one + ":" + other).orElseThrow();
		}
	}

	/** Where the machine is, and the logs of its applications. */
	Path directory() {
		return this.directory;
	}

	Path home() {
		return this.directory.resolve("lima");
	}

	/** Start an application, which starts the machine. */
	LimaProcess start(String... arguments) throws IOException {
		List<String> properties = new ArrayList<>(List.of("--pctx.sandbox.machine=lima",
				"--pctx.sandbox.lima.start=eager", "--pctx.sandbox.lima.home=" + home(),
				"--pctx.sandbox.lima.image.location=" + this.image.resolve("disk.qcow2"),
				"--pctx.sandbox.lima.image.kernel=" + this.image.resolve("vmlinuz"),
				"--pctx.sandbox.lima.image.initrd=" + this.image.resolve("initrd.img"),
				"--pctx.sandbox.lima.image.arch=x86_64", "--pctx.sandbox.lima.provision=prebuilt",
				"--pctx.sandbox.lima.start-timeout=20m", "--pctx.sandbox.lima.memory=2GB",
				"--pctx.sandbox.lima.disk=6GB", "--pctx.sandbox.defaults.memory=256MB",
				"--pctx.sandbox.defaults.timeout=5m", "--pctx.sandbox.pool.warm-up=false",
				"--pctx.sandbox.pool.class-data-sharing=false", "--pctx.sandbox.pool.start-timeout=3m"));
		properties.addAll(List.of(arguments));
		LimaProcess process = new LimaProcess(this, this.started.size(), properties);
		this.started.add(process);
		return process;
	}

	/** Run a command in the guest, by a connection of its own. */
	String guest(String command) throws IOException, InterruptedException {
		return run(asAccount("ssh", "-F", home().resolve("pctx/ssh.config").toString(), "-o", "ControlMaster=no", "-o",
				"ControlPath=none", "-o", "BatchMode=yes", "lima-pctx", command));
	}

	String limactl(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("limactl", "--tty=false"));
		command.addAll(List.of(arguments));
		return run(asAccount(command.toArray(String[]::new)));
	}

	/** End a process of the machine, or stop it, by the file that has its id. */
	void signal(String signal, String pidFile) throws IOException, InterruptedException {
		run("kill", "-" + signal, Files.readString(home().resolve("pctx").resolve(pidFile)).strip());
	}

	/** Start a process of root's in the network. */
	Process inNetwork(Path log, List<String> command) throws IOException {
		List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", NETWORK));
		line.addAll(command);
		return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	/** Give the network an address. */
	void address(String address) throws IOException, InterruptedException {
		run("ip", "-n", NETWORK, "address", "add", address, "dev", "lo");
	}

	/** Have processes of the network look names up there. */
	void resolveBy(String server) throws IOException {
		Files.createDirectories(CONFIGURATION);
		Files.writeString(CONFIGURATION.resolve("resolv.conf"), "nameserver " + server + "\n");
	}

	String listeners() throws IOException, InterruptedException {
		return run("ip", "netns", "exec", NETWORK, "ss", "-Hlntup");
	}

	List<String> asAccount(String... command) {
		List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", NETWORK, "setpriv", "--reuid", ACCOUNT,
				"--regid", ACCOUNT, "--clear-groups", "env", "-i", "HOME=" + ACCOUNT_HOME, "USER=" + ACCOUNT,
				"PATH=" + System.getenv("PATH") + ":/usr/sbin", "LIMA_HOME=" + home()));
		line.addAll(List.of(command));
		return line;
	}

	void close() throws Exception {
		for (LimaProcess process : this.started) {
			process.kill();
		}
		removeAll();
	}

	private void removeAll() throws IOException, InterruptedException {
		limactl("delete", "--force", "pctx");
		run("ip", "netns", "delete", NETWORK);
		run("rm", "-rf", this.directory.toString(), CONFIGURATION.toString());
	}

	static String run(String... command) throws IOException, InterruptedException {
		return run(List.of(command));
	}

	private static String run(List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("lima-tests", ".out");
		try {
			Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			if (!process.waitFor(20, TimeUnit.MINUTES)) {
				process.destroyForcibly();
			}
			return Files.readString(output);
		}
		finally {
			Files.delete(output);
		}
	}

}
