package com.portofcontext.pctx.sandbox.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.spi.ToolProvider;

/**
 * The guest as a jar, of a build that may not have come to make one.
 */
final class GuestJar {

	private GuestJar() {
	}

	static void write(Path classes, Path jar) {
		try {
			if (Files.isRegularFile(classes)) {
				Files.copy(classes, jar, StandardCopyOption.REPLACE_EXISTING);
				return;
			}
			int exit = ToolProvider.findFirst("jar")
				.orElseThrow()
				.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
			if (exit != 0) {
				throw new IOException("No jar could be made of " + classes);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
