package com.portofcontext.pctx.sandbox.dependencies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.Resource;

/**
 * A file with the SHA-256 and the coordinate of every jar that dependencies may resolve
 * to, a line each in a fixed order, to be kept with the application's sources.
 *
 * @since 0.1.0
 */
public final class DependencyLock {

	private static final Logger logger = LoggerFactory.getLogger(DependencyLock.class);

	private static final String MODE = "pctx.sandbox.dependencies.lock-mode";

	private final Resource file;

	private final boolean writes;

	/**
	 * Create a lock.
	 * @param file the file
	 * @param writes whether it is written, where it would else be verified
	 */
	public DependencyLock(Resource file, boolean writes) {
		this.file = file;
		this.writes = writes;
	}

	void verify(List<DependencyCoordinate> set, Collection<DependencyJar> jars) {
		if (this.writes) {
			return;
		}
		Set<String> locked = read();
		Set<String> wrong = jars.stream()
			.map(DependencyLock::line)
			.filter((line) -> !locked.contains(line))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		if (!wrong.isEmpty()) {
			throw new SandboxDependencyException(
					"The dependencies %s are not what %s has locked. It has no such lines:\n%s".formatted(set,
							this.file.getDescription(), String.join("\n", wrong)),
					"Find out why they changed. If they are right, start the application once with %s=write."
						.formatted(MODE),
					null);
		}
	}

	private static String line(DependencyJar jar) {
		return jar.sha256() + " " + jar.coordinate();
	}

	private Set<String> read() {
		try {
			return this.file.getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.map(String::strip)
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new SandboxDependencyException(
					"The lock of dependencies, %s, cannot be read: %s.".formatted(this.file.getDescription(), ex),
					"Start the application once with %s=write, or remove pctx.sandbox.dependencies.lock."
						.formatted(MODE),
					ex);
		}
	}

	void writeIfAsked(Collection<DependencyJar> jars) {
		if (!this.writes) {
			return;
		}
		Set<String> lines = jars.stream().map(DependencyLock::line).collect(Collectors.toCollection(TreeSet::new));
		try {
			Path path = this.file.getFile().toPath();
			Files.write(path, lines);
			logger.info("Locked {} jars in {}. Start without {}=write from now on.", lines.size(), path, MODE);
		}
		catch (IOException ex) {
			throw new SandboxDependencyException(
					"The lock of dependencies, %s, cannot be written: %s.".formatted(this.file.getDescription(), ex),
					"Let pctx.sandbox.dependencies.lock name a file that can be written, such as file:sandbox.lock.",
					ex);
		}
	}

}
