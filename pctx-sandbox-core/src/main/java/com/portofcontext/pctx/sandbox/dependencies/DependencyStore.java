package com.portofcontext.pctx.sandbox.dependencies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.portofcontext.pctx.sandbox.classpath.BlobStore;
import com.portofcontext.pctx.sandbox.dependencies.DependencyResolver.Resolved;
import com.portofcontext.pctx.sandbox.guest.agent.BlobSweep;
import com.portofcontext.pctx.sandbox.guest.protocol.BlobFiles;
import com.portofcontext.pctx.sandbox.guest.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the jars of dependencies as blobs, and beside them a file for each set that says
 * which these are: at the next start no repository is asked, not even the local one. Sets
 * that may mean something else tomorrow are not remembered.
 */
final class DependencyStore {

	private static final Logger logger = LoggerFactory.getLogger(DependencyStore.class);

	private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

	/** Some thousands of sets. */
	private static final long MAX_BYTES = 4L << 20;

	private final Path directory;

	private final BlobStore blobs;

	private final boolean remembers;

	/**
	 * Create a store.
	 * @param directory the directory of blobs, which may not exist yet
	 * @param remembers whether a set is looked up before it is resolved
	 */
	DependencyStore(Path directory, boolean remembers) {
		this.directory = directory.resolve("dependencies");
		this.blobs = new BlobStore(directory);
		this.remembers = remembers;
	}

	/** What a set was resolved to, if all of it is still there. */
	@Nullable List<DependencyJar> find(List<DependencyCoordinate> set) {
		if (!isRemembered(set)) {
			return null;
		}
		try {
			List<String> lines = Files.readAllLines(file(set));
			BlobFiles.use(file(set));
			List<DependencyJar> jars = lines.stream().map(DependencyStore::jar).toList();
			return holds(jars) ? jars : null;
		}
		catch (IOException | RuntimeException ex) {
			// There is none, or none that can be read: the set is resolved again
			return null;
		}
	}

	private boolean isRemembered(List<DependencyCoordinate> set) {
		return this.remembers && set.stream().allMatch(DependencyCoordinate::isFixed);
	}

	private static DependencyJar jar(String line) {
		String[] fields = line.split(" ", 3);
		return new DependencyJar(DependencyCoordinate.parse(fields[2]), fields[0], Long.parseLong(fields[1]));
	}

	/** Whether jars are there; they are not evicted before long. */
	boolean holds(List<DependencyJar> jars) {
		return jars.stream().allMatch((jar) -> this.blobs.use(jar.sha256(), jar.size()));
	}

	List<DependencyJar> put(List<DependencyCoordinate> set, List<Resolved> resolved) throws IOException {
		List<DependencyJar> jars = new ArrayList<>();
		for (Resolved found : resolved) {
			byte[] content = Files.readAllBytes(found.file());
			jars.add(new DependencyJar(found.coordinate(), this.blobs.put(content), content.length));
		}
		if (isRemembered(set)) {
			remember(set, jars);
		}
		return jars;
	}

	/** Without it the set is resolved again at the next start, and that is all. */
	private void remember(List<DependencyCoordinate> set, List<DependencyJar> jars) {
		try {
			Files.createDirectories(this.directory);
			Path temporary = Files.createTempFile(this.directory, "new", ".tmp");
			try {
				Files.write(temporary,
						jars.stream()
							.map((jar) -> "%s %d %s".formatted(jar.sha256(), jar.size(), jar.coordinate()))
							.toList());
				Files.move(temporary, file(set), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
			new BlobSweep(this.directory, NAME, MAX_BYTES).run();
		}
		catch (IOException ex) {
			logger.debug("{} cannot be remembered in {}", set, this.directory, ex);
		}
	}

	/**
	 * The order counts: of two versions of a library, the nearer and then the first wins.
	 */
	private Path file(List<DependencyCoordinate> set) {
		return this.directory.resolve(Sha256.of(set.toString().getBytes(StandardCharsets.UTF_8)));
	}

}
