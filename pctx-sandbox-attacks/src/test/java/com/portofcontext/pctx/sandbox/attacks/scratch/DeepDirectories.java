package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Directories so deep that their path is too long to remove them by.
 */
class DeepDirectories extends LeftFile {

	private static final List<String> DEEP = Collections.nCopies(15, "d".repeat(200));

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		Path directory = Files.createDirectory(Hostile.scratch().resolve(arguments.get(0)));
		for (String name : DEEP) {
			directory = Files.createDirectory(directory.resolve(name));
		}
		Files.createDirectory(Path.of("/proc/self/cwd/").resolve("moved"));
		Path inner = Files.createDirectories(Path.of("moved", "e".repeat(200), "f".repeat(200), "g".repeat(200),
				"h".repeat(200), "i".repeat(200), "j".repeat(200)));
		Hostile.attempt(() -> Files.move(Path.of("moved"),
				Hostile.scratch().resolve(arguments.get(0)).resolve("d".repeat(200)).resolve("moved")));
		Hostile.hold();
		return inner.toString();
	}

	/** They are there, in its current directory. */
	@Override
	public boolean tried(Trial trial) {
		return trial.processes()
			.stream()
			.flatMap((process) -> Stream.of(names(process)).map(process::ownFile))
			.anyMatch((directory) -> Files.isDirectory(directory.resolve(String.join("/", DEEP))));
	}

	private static String[] names(HostProcess process) {
		String[] names = process.ownFile("").toFile().list();
		return (names != null) ? names : new String[0];
	}

}
