package com.portofcontext.pctx.sandbox.attacks.privileges;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's disks and memory, by what is in {@code /dev}.
 */
class Devices implements Attack {

	private static final Set<String> HARMLESS = Set.of("null", "zero", "full", "random", "urandom", "tty", "ptmx",
			"console", "stdin", "stdout", "stderr");

	@Override
	public String attack(List<String> arguments) {
		String[] names = Path.of("/dev").toFile().list();
		return Stream.of((names != null) ? names : new String[0])
			.filter((name) -> !HARMLESS.contains(name) && !Files.isDirectory(Path.of("/dev", name)))
			.filter((name) -> Files.isReadable(Path.of("/dev", name)) || Files.isWritable(Path.of("/dev", name)))
			.map((name) -> "usable " + name)
			.collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("usable ");
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
