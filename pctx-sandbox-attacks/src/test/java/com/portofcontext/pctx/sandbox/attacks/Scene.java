package com.portofcontext.pctx.sandbox.attacks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * The targets of one trial, on the machine around the jail. Everything here was made for
 * it and goes with it.
 */
public final class Scene implements AutoCloseable {

	/** The account that workers run as. */
	public static final String ACCOUNT = "pctx-sandbox";

	/** How long a slow machine may take to do what takes milliseconds. */
	public static final Duration BOUND = Duration.ofSeconds(20);

	private final String secret = "pctx-secret-" + UUID.randomUUID();

	private final Path machine;

	private final List<String> enter;

	private final Path directory;

	private final Deque<Closeable> made = new ArrayDeque<>();

	/**
	 * Make a scene.
	 * @param machine how this process sees the machine's root
	 * @param enter the command that runs a command on the machine
	 * @param parent where its directory is made, on the machine
	 */
	Scene(Path machine, List<String> enter, Path parent) throws IOException {
		this.machine = machine;
		this.enter = enter;
		this.directory = parent.resolve("scene" + UUID.randomUUID());
		makeDirectory(this.directory, "rwxr-xr-x");
	}

	/** Text that nobody can guess: where it arrives it was read. */
	public String secret() {
		return this.secret;
	}

	/** A directory of this trial's own, on the machine. */
	public Path directory() {
		return this.directory;
	}

	/** Where the jars of class paths are, on the machine. */
	public Path store() {
		return this.directory.resolveSibling("blobs");
	}

	/** A path of the machine, as this process sees it. */
	public Path outside(Path path) {
		return this.machine.equals(Path.of("/")) ? path : Path.of(this.machine + path.toString());
	}

	/** The home directory of the account that workers run as. */
	public Path home() throws IOException {
		for (String line : Files.readAllLines(outside(Path.of("/etc/passwd")))) {
			String[] columns = line.split(":");
			if (columns[0].equals(ACCOUNT)) {
				return Path.of(columns[5]);
			}
		}
		throw new IOException("There is no account " + ACCOUNT);
	}

	/** Write a file that everyone may read, where there is none. */
	public Path write(Path path, String content) throws IOException {
		makeParents(path);
		Files.writeString(outside(path), content, StandardOpenOption.CREATE_NEW);
		Files.setPosixFilePermissions(outside(path), PosixFilePermissions.fromString("rw-r--r--"));
		this.made.push(() -> Files.deleteIfExists(outside(path)));
		return path;
	}

	/** Write a file that belongs to the account that workers run as. */
	public Path writeOwn(Path path, String content) throws IOException {
		write(path, content);
		return give(path);
	}

	/** Make it belong to the account that workers run as. */
	public Path give(Path path) throws IOException {
		Path home = outside(home());
		Files.setOwner(outside(path), Files.getOwner(home));
		return path;
	}

	/** A directory that everyone may write. */
	public Path openDirectory() throws IOException {
		Path path = this.directory.resolve("open" + UUID.randomUUID());
		makeDirectory(path, "rwxrwxrwx");
		return path;
	}

	private void makeParents(Path path) throws IOException {
		List<Path> missing = new ArrayList<>();
		for (Path parent = path.getParent(); parent != null
				&& !Files.exists(outside(parent), LinkOption.NOFOLLOW_LINKS); parent = parent.getParent()) {
			missing.add(parent);
		}
		Collections.reverse(missing);
		for (Path parent : missing) {
			makeDirectory(parent, "rwxr-xr-x");
		}
	}

	private void makeDirectory(Path path, String permissions) throws IOException {
		Files.createDirectory(outside(path));
		Files.setPosixFilePermissions(outside(path), PosixFilePermissions.fromString(permissions));
		this.made.push(() -> FileSystemUtils.deleteRecursively(outside(path)));
	}

	/** What is to be undone when the trial is over. */
	public void atEnd(Closeable deed) {
		this.made.push(deed);
	}

	/** A program that everyone may run. */
	public Path install(byte[] program) throws IOException {
		Path path = this.directory.resolve("victim" + UUID.randomUUID());
		write(path, "");
		Files.write(outside(path), program);
		Files.setPosixFilePermissions(outside(path), PosixFilePermissions.fromString("rwxr-xr-x"));
		return path;
	}

	/**
	 * Start a process on the machine as the account that workers run as, and wait until
	 * it is there.
	 * @param command the command, of which one argument is nobody else's
	 */
	public HostProcess start(List<String> command) throws IOException {
		return start(command, command);
	}

	/**
	 * Start a process on the machine as the account that workers run as, and wait until
	 * it is there.
	 * @param command the command
	 * @param becomes the command line that the process has in the end
	 */
	public HostProcess start(List<String> command, List<String> becomes) throws IOException {
		List<String> whole = new ArrayList<>(this.enter);
		whole.addAll(List.of("setpriv", "--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups", "--"));
		whole.addAll(command);
		Process process = new ProcessBuilder(whole).redirectErrorStream(true)
			.redirectOutput(outside(this.directory.resolve("output" + UUID.randomUUID())).toFile())
			.start();
		this.made.push(() -> process.destroyForcibly().onExit().join());
		String line = String.join(" ", becomes);
		HostProcess started = await().atMost(BOUND)
			.until(() -> HostProcess.all()
				.filter((candidate) -> candidate.commandLine().strip().equals(line))
				.findFirst(), Optional::isPresent)
			.orElseThrow();
		this.made.push(() -> ProcessHandle.of(started.pid()).ifPresent(ProcessHandle::destroyForcibly));
		return started;
	}

	@Override
	public void close() throws IOException {
		while (!this.made.isEmpty()) {
			this.made.pop().close();
		}
	}

}
