package com.portofcontext.pctx.sandbox.guest.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The classes that most programs use, as the JDK has them in the archive that it starts
 * with if it is given no other. An AOT cache takes that one's place: what is not in it is
 * read from the JDK's modules, in the middle of the call that needs it.
 */
final class UsualClasses {

	private UsualClasses() {
	}

	/** Load them, for the archive that this JVM is about to write. */
	static void load() {
		Path list = Path.of(System.getProperty("java.home"), "lib", "classlist");
		try (Stream<String> lines = Files.lines(list)) {
			lines.filter((line) -> !line.startsWith("#") && !line.startsWith("@")).forEach(UsualClasses::load);
		}
		catch (IOException | UncheckedIOException ex) {
			// A JDK without its list: there is less in the archive.
		}
	}

	private static void load(String line) {
		try {
			Class.forName(line.split(" ", 2)[0].replace('/', '.'), false, null);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// It is of a module that is not there.
		}
	}

}
