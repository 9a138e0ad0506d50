package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's files, through the root of a process that is not in the jail.
 */
class RootOfAnotherProcess implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		HostProcess other = scene.start(List.of("sleep", "3" + System.nanoTime()));
		Path file = scene.write(scene.directory().resolve("notes"), scene.secret());
		return List.of("/proc/%d/root%s".formatted(other.pidInside(), file));
	}

	@Override
	public String attack(List<String> arguments) throws IOException {
		StringBuilder all = new StringBuilder(Hostile.read(arguments.get(0)));
		String file = arguments.get(0).replaceFirst("/proc/\\d+/root", "");
		for (String name : Path.of("/proc").toFile().list()) {
			if (name.matches("\\d+")) {
				all.append(Hostile.read("/proc/" + name + "/root" + file))
					.append(Hostile.read("/proc/" + name + "/cwd" + file));
			}
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(scene.secret());
	}

}
