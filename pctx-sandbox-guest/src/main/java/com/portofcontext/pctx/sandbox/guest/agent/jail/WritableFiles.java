package com.portofcontext.pctx.sandbox.guest.agent.jail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Refuses a writable mount of the machine in which the worker's account could write
 * anything: Firejail leaves the root mounted writable and covers what is below it.
 */
final class WritableFiles {

	private static final int MAX_FILES = 5000;

	private static final int OTHERS_WRITE = 0002;

	private static final int GROUP_WRITE = 0020;

	private static final int TYPE_MASK = 0170000;

	private static final int SYMBOLIC_LINK = 0120000;

	private static final int DIRECTORY = 0040000;

	private final Path root;

	private final WorkerUser user;

	private final Set<Path> mounts;

	private int seen;

	WritableFiles(Path root, WorkerUser user, Set<Path> mounts) {
		this.root = root;
		this.user = user;
		this.mounts = mounts;
	}

	void refuse(Path target) throws IOException, JailException {
		refuse(target, this.root.resolve(target.toString().substring(1)));
	}

	private void refuse(Path name, Path file) throws IOException, JailException {
		Map<String, Object> attributes;
		try {
			attributes = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
		}
		catch (NoSuchFileException ex) {
			// Hidden below another mount.
			return;
		}
		int mode = number(attributes, "mode");
		int type = mode & TYPE_MASK;
		if (type == SYMBOLIC_LINK) {
			return;
		}
		boolean writable = (mode & OTHERS_WRITE) != 0 || number(attributes, "uid") == this.user.uid()
				|| ((mode & GROUP_WRITE) != 0 && number(attributes, "gid") == this.user.gid());
		if (writable || ++this.seen > MAX_FILES) {
			throw new JailException("the machine's %s is mounted writable".formatted(name));
		}
		if (type == DIRECTORY) {
			try (Stream<Path> children = Files.list(file)) {
				for (Path child : (Iterable<Path>) children::iterator) {
					Path childName = name.resolve(child.getFileName());
					if (!this.mounts.contains(childName)) {
						refuse(childName, child);
					}
				}
			}
		}
	}

	private static int number(Map<String, Object> attributes, String name) {
		return (Integer) Objects.requireNonNull(attributes.get(name));
	}

}
