package com.portofcontext.pctx.sandbox.attacks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import org.testcontainers.containers.GenericContainer;

/**
 * A container without a network that has the JDK and the class path of this process, and
 * a directory to write.
 */
final class JavaContainer extends GenericContainer<JavaContainer> {

	/** The directory, in the container. */
	static final String DIRECTORY = "/shared";

	/** What the application has and its sandboxed code must not. */
	private static final String API_KEY = "ATTACKS_API_KEY";

	private static final Duration BOUND = Duration.ofMinutes(10);

	private static final String JAVA_HOME = System.getProperty("java.home");

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private final Path directory;

	private JavaContainer(Path directory) throws IOException, InterruptedException {
		super(ContainerImage.name());
		this.directory = directory;
		withImagePullPolicy((name) -> false);
		// Its end is sure, also when this process is killed.
		withCommand("sleep", "15m");
		withWorkingDirectory(DIRECTORY);
		withEnv(API_KEY, System.getenv().getOrDefault(API_KEY, "none"));
		withCreateContainerCmdModifier(this::share);
	}

	/**
	 * Start a container as Docker makes them.
	 * @param directory the directory to write, on this machine
	 */
	static JavaContainer startOrdinary(Path directory) throws IOException, InterruptedException {
		JavaContainer container = new JavaContainer(directory);
		container.start();
		return container;
	}

	/**
	 * Start a container in which jails can be made, as docs/security.md describes it.
	 * @param directory the directory to write, on this machine
	 */
	static JavaContainer startForJails(Path directory) throws IOException, InterruptedException {
		JavaContainer container = new JavaContainer(directory);
		container.withCreateContainerCmdModifier(
				(command) -> hostConfig(command).withCapAdd(Capability.SYS_ADMIN, Capability.SYS_PTRACE)
					.withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined")));
		container.start();
		container.run("sh", "-euc", """
				mount -t proc proc /proc
				for mount in /sys/fs/cgroup /sys/fs/cgroup/*; do
					! mountpoint -q "$mount" || mount -o remount,bind,rw "$mount"
				done
				""");
		// As on any machine: attacks need an IPv6 loopback, and a name that leads there.
		container.run("sh", "-euc", """
				for interface in all lo; do echo 0 >/proc/sys/net/ipv6/conf/$interface/disable_ipv6; done
				echo "127.0.0.1 $(cat /etc/hostname)" >>/etc/hosts
				""");
		return container;
	}

	private void share(CreateContainerCmd command) {
		List<Bind> binds = new ArrayList<>();
		shared().forEach((path) -> binds.add(new Bind(path, new Volume(path), AccessMode.ro)));
		binds.add(new Bind(this.directory.toString(), new Volume(DIRECTORY), AccessMode.rw));
		hostConfig(command).withBinds(binds).withNetworkMode("none");
	}

	private static HostConfig hostConfig(CreateContainerCmd command) {
		return Objects.requireNonNull(command.getHostConfig());
	}

	/**
	 * The JDK, its files that a distribution keeps in {@code /etc}, and the class path.
	 */
	private static Set<String> shared() {
		Set<String> paths = new TreeSet<>(Set.of(JAVA_HOME));
		Collections.addAll(paths, CLASS_PATH.split(File.pathSeparator));
		try (Stream<Path> files = Files.walk(Path.of(JAVA_HOME))) {
			for (Path link : files.filter(Files::isSymbolicLink).toList()) {
				Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
				if (target.startsWith("/etc")) {
					paths.add(target.toString());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		paths.removeIf((path) -> !Files.exists(Path.of(path)));
		return paths;
	}

	/**
	 * Run a class of this class path in the container.
	 * @param arguments options of the JVM, the class, and its arguments
	 * @return what it printed
	 */
	String java(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(JAVA_HOME + "/bin/java", "-XX:TieredStopAtLevel=1",
				"-Dlogging.level.org.springframework=error", "-cp", CLASS_PATH));
		command.addAll(List.of(arguments));
		return run(command.toArray(String[]::new));
	}

	private String run(String... command) throws IOException, InterruptedException {
		List<String> whole = new ArrayList<>(List.of("timeout", "--signal=KILL", BOUND.toSeconds() + "s"));
		whole.addAll(List.of(command));
		ExecResult result = execInContainer(whole.toArray(String[]::new));
		if (result.getExitCode() != 0) {
			throw new AssertionError("%s ended with %d: %s%s".formatted(command[command.length - 1],
					result.getExitCode(), result.getStdout(), result.getStderr()));
		}
		return result.getStdout();
	}

}
