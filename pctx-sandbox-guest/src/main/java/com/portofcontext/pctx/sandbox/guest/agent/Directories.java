package com.portofcontext.pctx.sandbox.guest.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes directories.
 */
final class Directories {

	private Directories() {
	}

	/** Links are removed, never followed. */
	static boolean delete(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
			for (Path file : deepestFirst) {
				Files.deleteIfExists(file);
			}
			return true;
		}
		catch (IOException | UncheckedIOException ex) {
			return !Files.exists(directory);
		}
	}

}
