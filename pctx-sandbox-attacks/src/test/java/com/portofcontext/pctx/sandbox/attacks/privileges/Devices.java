package com.portofcontext.pctx.sandbox.attacks.privileges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's disks and memory, by what is in {@code /dev}: among them one that
 * everyone may use.
 */
class Devices implements Attack {

	private static final Set<String> HARMLESS = Set.of("null", "zero", "full", "random", "urandom", "tty", "ptmx",
			"console", "stdin", "stdout", "stderr");

	@Override
	public List<String> prepare(Scene scene) throws IOException, InterruptedException {
		Path device = Path.of("/dev", scene.secret());
		scene.atEnd(() -> Files.deleteIfExists(device));
		int exit = new ProcessBuilder("mknod", "--mode=666", device.toString(), "c", "1", "3").inheritIO()
			.start()
			.waitFor();
		if (exit != 0) {
			throw new IOException("mknod ended with " + exit);
		}
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		String[] names = Path.of("/dev").toFile().list();
		System.out.println(Stream.of((names != null) ? names : new String[0])
			.filter((name) -> !HARMLESS.contains(name) && !Files.isDirectory(Path.of("/dev", name)))
			.filter((name) -> Files.isReadable(Path.of("/dev", name)) || Files.isWritable(Path.of("/dev", name)))
			.map((name) -> "usable " + name)
			.collect(Collectors.joining("\n")));
		Hostile.hold();
		return "";
	}

	/** Looked for from outside as well. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("usable ") || trial.processes()
			.stream()
			.filter(HostProcess::isJvm)
			.anyMatch((process) -> Files.exists(process.file("/dev/" + scene.secret())));
	}

}
