package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

	private final Path path;

	private RunDirectory(Path path) {
		this.path = path;
	}

	static RunDirectory create(Path parent, String name) throws IOException {
		Files.createDirectories(parent);
		requireOwn(parent);
		Files.setPosixFilePermissions(parent, PASSABLE);
		Path path = Files.createDirectory(parent.resolve(name));
		Files.setPosixFilePermissions(path, PASSABLE);
		return new RunDirectory(path);
	}

	/** A process id alone may be used again; with its start it is unique. */
	static String nameOf(ProcessHandle process, int number) {
		long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
		return "%d-%d-%d".formatted(process.pid(), started / 10, number);
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
	private static void requireOwn(Path directory) throws IOException {
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
			if (isAbandoned(directory)) {
				logger.info("Removing what a killed application left in {}", directory);
				List<String> lines = Files.exists(directory.resolve(ROOTS))
						? Files.readAllLines(directory.resolve(ROOTS)) : List.of("-");
				Watchdog.sweep(directory, lines.get(0).equals("-") ? null : lines.get(0),
						lines.stream().skip(1).map(Path::of).toList());
			}
		}
	}

	private static boolean isAbandoned(Path directory) {
		String[] parts = directory.getFileName().toString().split("-");
		if (parts.length != 3 || !Stream.of(parts).allMatch((part) -> part.matches("\\d+"))) {
			return false;
		}
		Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
		return process.isEmpty()
				|| !nameOf(process.get(), Integer.parseInt(parts[2])).equals(directory.getFileName().toString());
	}

}
