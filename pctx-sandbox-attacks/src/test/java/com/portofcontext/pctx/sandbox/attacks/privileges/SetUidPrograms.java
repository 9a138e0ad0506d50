package com.portofcontext.pctx.sandbox.attacks.privileges;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Programs that run as root whoever starts them, such as {@code su}: it would wait for a
 * password, as root.
 */
class SetUidPrograms implements Attack {

	private static final List<String> NAMES = List.of("su", "sudo", "passwd", "chsh", "newgrp", "mount", "firejail",
			"pkexec");

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		for (String name : NAMES) {
			for (String directory : List.of("/bin", "/usr/bin", "/usr/local/bin", "/proc/1/root/usr/bin")) {
				Hostile.attempt(() -> new ProcessBuilder(directory + "/" + name).start());
			}
		}
		Hostile.hold();
		return "";
	}

	/** A set-uid jail's own processes are older than the JVM in it. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		Set<String> jvms = trial.processes()
			.stream()
			.filter((process) -> process.link("exe").endsWith("java"))
			.map((process) -> Long.toString(process.pid()))
			.collect(Collectors.toSet());
		return trial.processes()
			.stream()
			.filter((process) -> NAMES.contains(Path.of(process.link("exe")).getFileName().toString()))
			.filter((process) -> jvms.contains(process.status("PPid")))
			.anyMatch((process) -> process.status("Uid").matches(".*\\b0\\b.*"));
	}

}
