package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one agent, named after its process, so that what a killed one left can
 * be told from what is in use.
 */
final class RunDirectory {

	private static final Logger logger = LoggerFactory.getLogger(RunDirectory.class);

	private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

	private static final String ROOTS = "roots";

	/** Of {@code /proc/PID/stat}, counted from what follows the program's name. */
	private static final int START_TIME = 19;

	private final Path path;

	private RunDirectory(Path path) {
		this.path = path;
	}

	/** The first name that is free: this process may have several agents. */
	static RunDirectory create(Path parent) throws IOException {
		Files.createDirectories(parent);
		requireOwn(parent);
		Files.setPosixFilePermissions(parent, PASSABLE);
		long pid = ProcessHandle.current().pid();
		for (int number = 1;; number++) {
			try {
				Path path = Files.createDirectory(parent.resolve(nameOf(pid, number)));
				Files.setPosixFilePermissions(path, PASSABLE);
				return new RunDirectory(path);
			}
			catch (FileAlreadyExistsException ex) {
				// It is another agent's.
			}
		}
	}

	/**
	 * A process id alone may be used again; with its start it is unique. The start is
	 * counted in ticks since boot: the clock on the wall may be set.
	 */
	private static String nameOf(long pid, int number) throws IOException {
		String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
		// The program's name, in parentheses, may have blanks and parentheses of its own.
		String started = status.substring(status.lastIndexOf(')') + 2).split(" ")[START_TIME];
		return "%d-%s-%d".formatted(pid, started, number);
	}

	Path path() {
		return this.path;
	}

	void remember(@Nullable String manager, List<Path> roots) throws IOException {
		List<String> lines = Stream
			.concat(Stream.of((manager != null) ? manager : "-"), roots.stream().map(Path::toString))
			.toList();
		Files.write(this.path.resolve(ROOTS), lines);
	}

	/** What is in another account's directory is that account's word. */
	static void requireOwn(Path directory) throws IOException {
		UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
		if (!owner.equals(Files.getOwner(Path.of("/proc/self/status")))) {
			throw new IOException("%s belongs to %s".formatted(directory, owner));
		}
	}

	/** End what agents left that did not end themselves. */
	static void sweep(Path parent) throws IOException, InterruptedException {
		if (!Files.isDirectory(parent)) {
			return;
		}
		requireOwn(parent);
		List<Path> directories;
		try (Stream<Path> entries = Files.list(parent)) {
			directories = entries.filter(Files::isDirectory).toList();
		}
		for (Path directory : directories) {
			try {
				if (isAbandoned(directory)) {
					logger.info("Removing what a killed application left in {}", directory);
					remove(directory);
				}
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("What a killed application left in {} cannot be removed: {}", directory, ex.toString());
			}
		}
	}

	private static void remove(Path directory) throws IOException, InterruptedException {
		List<String> lines = remembered(directory);
		String manager = lines.isEmpty() ? "-" : lines.get(0);
		Watchdog.sweep(directory, manager.equals("-") ? null : manager, lines.stream().skip(1).map(Path::of).toList());
	}

	/** Whoever is killed at once, or on a full disk, remembers nothing. */
	private static List<String> remembered(Path directory) throws IOException {
		try {
			return Files.readAllLines(directory.resolve(ROOTS));
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
	}

	private static boolean isAbandoned(Path directory) throws IOException {
		String name = directory.getFileName().toString();
		if (!name.matches("\\d+-\\d+-\\d+")) {
			return false;
		}
		String[] parts = name.split("-");
		try {
			return !nameOf(Long.parseLong(parts[0]), Integer.parseInt(parts[2])).equals(name);
		}
		catch (NoSuchFileException ex) {
			// There is no such process.
			return true;
		}
	}

}
