package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files a JVM reads: its home, what its home links to, and the system's libraries.
 *
 * @param home the Java home
 * @param libraries the system's library directories, links among them
 * @param configuration what the home links to below {@code /etc}
 */
public record JavaRuntimeFiles(Path home, List<Path> libraries, List<Path> configuration) {

	private static final List<String> LIBRARIES = List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64");

	private static final Path CONFIGURATION = Path.of("/etc");

	/**
	 * Find the files of the JVM that runs this code: workers run on the same.
	 * @return the files
	 * @throws IOException if the Java home cannot be read
	 */
	public static JavaRuntimeFiles ofThisJvm() throws IOException {
		Path home = Path.of(System.getProperty("java.home")).toRealPath();
		List<Path> libraries = LIBRARIES.stream().map(Path::of).filter((path) -> Files.exists(path)).toList();
		return new JavaRuntimeFiles(home, libraries, configuration(home));
	}

	/** Distributions keep a JDK's configuration in /etc and link to it. */
	private static List<Path> configuration(Path home) throws IOException {
		Set<Path> found = new TreeSet<>();
		try (Stream<Path> files = Files.walk(home, 3)) {
			for (Path link : (Iterable<Path>) files.filter(Files::isSymbolicLink)::iterator) {
				addConfiguration(link, found);
			}
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		return found.stream().filter((path) -> isOutermost(path, found)).toList();
	}

	/** What is beside it stays outside: /etc/ssl also holds private keys. */
	private static void addConfiguration(Path link, Set<Path> found) throws IOException {
		if (!Files.exists(link)) {
			return;
		}
		Path next = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
		for (Path target : List.of(next, link.toRealPath())) {
			if (target.startsWith(CONFIGURATION) && !target.equals(CONFIGURATION)) {
				Path directory = Objects.requireNonNull(target.getParent());
				found.add(directory.equals(CONFIGURATION) ? target : directory);
			}
		}
	}

	private static boolean isOutermost(Path path, Set<Path> paths) {
		return paths.stream().noneMatch((other) -> !other.equals(path) && path.startsWith(other));
	}

	/**
	 * Return the program to start.
	 * @return the {@code java} launcher
	 */
	public Path launcher() {
		return this.home.resolve("bin/java");
	}

}
