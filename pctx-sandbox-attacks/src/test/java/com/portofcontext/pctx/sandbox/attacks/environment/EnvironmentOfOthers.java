package com.portofcontext.pctx.sandbox.attacks.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The environment of every process that can be seen.
 */
class EnvironmentOfOthers implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		List<String> command = List.of("sleep", "3" + System.nanoTime());
		scene.start(List.of("env", "API_TOKEN=" + scene.secret(), command.get(0), command.get(1)), command);
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String name : Path.of("/proc").toFile().list()) {
			if (name.matches("\\d+|self")) {
				all.append(Hostile.read("/proc/" + name + "/environ"));
			}
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("API_TOKEN=" + scene.secret());
	}

}
