package com.portofcontext.pctx.sandbox.attacks.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Theft;

/**
 * A file by the links that the kernel makes for descriptors and roots.
 */
class ProcLinks extends Theft {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.write(scene.directory().resolve("notes"), "stolen " + scene.secret()).toString());
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String root : List.of("/proc/self/root", "/proc/thread-self/root", "/proc/1/root", "/proc/1/cwd",
				"/proc/self/cwd/../../../../../..", "/dev/fd/../../../..")) {
			all.append(Hostile.read(root + arguments.get(0)));
		}
		String[] descriptors = Path.of("/proc/self/fd").toFile().list();
		for (String descriptor : (descriptors != null) ? descriptors : new String[0]) {
			if (Files.isDirectory(Path.of("/proc/self/fd", descriptor))) {
				all.append(Hostile.read("/proc/self/fd/" + descriptor + "/../../../../../.." + arguments.get(0)));
			}
		}
		return all.toString();
	}

}
