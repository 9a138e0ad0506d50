package com.portofcontext.pctx.sandbox.attacks.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Secrets on the command lines of other processes.
 */
class CommandLinesOfOthers implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		scene.start(List.of("sh", "-c", "sleep 300; :", "password=" + scene.secret()));
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String name : Path.of("/proc").toFile().list()) {
			if (name.matches("\\d+")) {
				all.append(Hostile.read("/proc/" + name + "/cmdline"));
			}
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("password=" + scene.secret());
	}

}
