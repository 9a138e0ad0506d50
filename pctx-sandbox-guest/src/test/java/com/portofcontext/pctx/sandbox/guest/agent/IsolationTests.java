package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameChannel;
import com.portofcontext.pctx.sandbox.guest.protocol.FrameType;
import com.portofcontext.pctx.sandbox.guest.protocol.WorkerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that looks for what is not its own: {@link Prober} tries, and the host knows what
 * there is.
 */
class IsolationTests {

	/** What the jails and the agent set, whatever the host has. */
	private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "SHELL", "PWD", "container", "PROMPT_COMMAND",
			"FIREJAIL_QUIET", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "KDE_FORK_SLAVES",
			"QML_DISABLE_DISK_CACHE", "QT_X11_NO_MITSHM");

	private final AgentFixture fixture;

	private final String secret = "pctx-test-" + UUID.randomUUID();

	private final List<Path> files = new ArrayList<>();

	IsolationTests() throws IOException {
		this.fixture = new AgentFixture();
	}

	@AfterEach
	void close() throws IOException {
		System.clearProperty(this.secret);
		for (Path file : this.files) {
			Files.deleteIfExists(file);
		}
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerSeesNoEnvironmentOfTheHost(JailKind jail) throws Exception {
		this.fixture.start(jail);
		assertThat(probe("environment")).isSubsetOf(ENVIRONMENT);
		assertThat(System.getenv().keySet()).as("what could be seen").isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerSeesNoSystemPropertiesOfTheHost(JailKind jail) throws Exception {
		System.setProperty(this.secret, this.secret);
		this.fixture.start(jail);
		@SuppressWarnings("unchecked")
		Map<String, String> properties = (Map<String, String>) this.fixture
			.call(this.fixture.define(Prober.class, "properties"))
			.value();
		assertThat(properties).containsKey("java.class.path").doesNotContainKey(this.secret);
		assertThat(properties.values()).noneMatch((value) -> value.contains(System.getProperty("user.dir")));
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerSeesNoFilesOfTheHost(JailKind jail) throws Exception {
		this.fixture.start(jail);
		List<String> paths = new ArrayList<>(List.of("/etc/shadow", "/etc/passwd", "/etc/hosts", "/etc/resolv.conf",
				"/etc/hostname", "/proc/1/root/etc/shadow", "/proc/self/root/etc/passwd", "/var/log", "/var/lib",
				"/run/lock", "/bin/sh", "/usr/bin/env", "/sys/class", "/sys/fs/cgroup",
				"/proc/" + ProcessHandle.current().pid(), System.getProperty("user.dir")));
		for (String directory : List.of("/tmp", "/var/tmp", "/dev/shm", System.getProperty("user.home"),
				this.fixture.base().toString())) {
			Path file = Files.writeString(Path.of(directory, this.secret), "secret");
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
			this.files.add(file);
			paths.add(file.toString());
			paths.add("/proc/1/root" + file);
			paths.add("/proc/self/cwd/../../../../.." + file);
		}
		assertThat(new Prober().visible(paths)).as("what is there")
			.containsAll(this.files.stream().map(Path::toString).toList());
		assertThat(probe("visible", paths)).isEmpty();
		assertThat(probe("visible", List.of(System.getProperty("java.home")))).as("what it may see").hasSize(1);
	}

	/** Another worker is busy meanwhile, with a directory and a socket of the agent's. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerSeesNeitherAgentNorOtherWorkers(JailKind jail) throws Exception {
		Agent agent = this.fixture.start(jail,
				new PoolSettings(0, 2, 4L << 30, AgentFixture.TIMEOUT, false, AgentFixture.TIMEOUT, 0));
		try (FrameChannel other = this.fixture.send(this.fixture.define(Prober.class, "hold"), AgentFixture.TIMEOUT)) {
			assertThat(other.receive((type) -> 100).type()).isEqualTo(FrameType.OUTPUT);
			Path directory = agent.socket().getParent();
			List<String> paths = new ArrayList<>();
			try (Stream<Path> all = Files.walk(directory)) {
				all.filter((path) -> !path.equals(directory)).map(Path::toString).forEach(paths::add);
			}
			assertThat(paths).contains(agent.socket().toString(), directory.resolve("w1").toString());
			assertThat(probe("visible", paths)).isEmpty();
			assertThat(probe("connect", List.of(agent.socket().toString()))).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerFillsItsScratchSpaceOnly(JailKind jail) throws Exception {
		this.fixture.start(jail);
		WorkerSpec spec = this.fixture.define(Prober.class, "fill");
		try (FrameChannel channel = this.fixture.send(spec, AgentFixture.TIMEOUT, this.secret)) {
			byte[] output = channel.receive((type) -> 1000).payload();
			long written = Long.parseLong(new String(output, 1, output.length - 1).strip());
			assertThat(written).isBetween(AgentFixture.LIMITS.scratch() / 2, AgentFixture.LIMITS.scratch());
			for (String directory : List.of("/tmp", "/var/tmp", "/dev/shm", "/home", this.fixture.run().toString())) {
				assertThat(find(Path.of(directory))).as(directory).isEmpty();
			}
		}
	}

	private List<Path> find(Path directory) throws IOException {
		List<Path> found = new ArrayList<>();
		Files.walkFileTree(directory, Set.of(), 6, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
				return visitFile(path, attributes);
			}

			@Override
			public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
				if (path.endsWith(IsolationTests.this.secret)) {
					found.add(path);
				}
				return FileVisitResult.CONTINUE;
			}

			/** Others delete files of theirs meanwhile. */
			@Override
			public FileVisitResult visitFileFailed(Path path, IOException ex) throws IOException {
				if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
					throw ex;
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path path, @Nullable IOException ex) throws IOException {
				return (ex != null) ? visitFileFailed(path, ex) : FileVisitResult.CONTINUE;
			}

		});
		return found;
	}

	@ParameterizedTest
	@EnumSource(JailKind.class)
	void nothingThatWorkerWritesSurvives(JailKind jail) throws Exception {
		this.fixture.start(jail);
		assertThat(probe("write", this.secret)).as("where the first wrote").isNotEmpty();
		assertThat(probe("find", this.secret)).as("what the second found").isEmpty();
		for (String directory : Prober.DIRECTORIES) {
			assertThat(Path.of(directory, this.secret)).doesNotExist();
		}
	}

	/** The process runs as the same account as the worker: only the jail is between. */
	@ParameterizedTest
	@EnumSource(JailKind.class)
	void workerReachesNoOtherProcess(JailKind jail) throws Exception {
		this.fixture.start(jail);
		List<String> command = new ArrayList<>(List.of("sleep", "300"));
		if (WorkerUsers.isRoot()) {
			command.addAll(0,
					List.of("setpriv", "--reuid", "pctx-sandbox", "--regid", "pctx-sandbox", "--clear-groups"));
		}
		Process victim = new ProcessBuilder(command).start();
		try {
			assertThat(probe("attack", victim.pid())).isEmpty();
			assertThat(victim.isAlive()).isTrue();
		}
		finally {
			victim.destroyForcibly().waitFor();
		}
	}

	@SuppressWarnings("unchecked")
	private List<String> probe(String method, Object... arguments) throws IOException {
		return (List<String>) this.fixture.call(this.fixture.define(Prober.class, method), arguments).value();
	}

}
