package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;

/**
 * Directories so deep that their path is too long to remove them by.
 */
class DeepDirectories extends LeftFile {

	@Override
	public String attack(List<String> arguments) throws IOException {
		Path directory = Files.createDirectory(Hostile.scratch().resolve(arguments.get(0)));
		for (int i = 0; i < 15; i++) {
			directory = Files.createDirectory(directory.resolve("d".repeat(200)));
		}
		Files.createDirectory(Path.of("/proc/self/cwd/").resolve("moved"));
		Path inner = Files.createDirectories(Path.of("moved", "e".repeat(200), "f".repeat(200), "g".repeat(200),
				"h".repeat(200), "i".repeat(200), "j".repeat(200)));
		Hostile.attempt(() -> Files.move(Path.of("moved"),
				Hostile.scratch().resolve(arguments.get(0)).resolve("d".repeat(200)).resolve("moved")));
		return inner.toString();
	}

}
