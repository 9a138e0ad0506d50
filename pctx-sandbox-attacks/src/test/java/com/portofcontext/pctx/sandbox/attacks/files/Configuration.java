package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A service's configuration.
 */
class Configuration implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.write(Path.of("/etc", scene.secret() + ".conf"), "password=" + scene.secret()).toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.read(arguments.get(0));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("password=" + scene.secret());
	}

}
