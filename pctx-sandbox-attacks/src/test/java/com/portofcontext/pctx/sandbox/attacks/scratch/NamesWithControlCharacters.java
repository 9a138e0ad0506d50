package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * File names that break a script which removes them.
 */
class NamesWithControlCharacters implements Attack {

	private Path target;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.target = scene.writeOwn(scene.directory().resolve("target"), "content");
		return List.of(this.target.toString());
	}

	@Override
	public String attack(List<String> arguments) throws IOException {
		for (String name : List.of("-rf", "a\n" + "b", "$(rm target)", "; rm target", "*", "\u001b[2J", "..\n")) {
			Files.createFile(Hostile.scratch().resolve(name));
		}
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		trial.giveUp();
		return !Files.exists(scene.outside(this.target));
	}

	@Override
	public Control control() {
		return Control.none("nobody removes files after a plain process");
	}

}
