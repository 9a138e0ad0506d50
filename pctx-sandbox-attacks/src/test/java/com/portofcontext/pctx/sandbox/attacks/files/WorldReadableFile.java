package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file of another account that everyone may read.
 */
class WorldReadableFile implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.write(scene.directory().resolve("notes"), scene.secret()).toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.read(arguments.get(0));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(scene.secret());
	}

}
