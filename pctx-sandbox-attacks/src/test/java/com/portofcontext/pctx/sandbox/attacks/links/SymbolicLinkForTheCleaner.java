package com.portofcontext.pctx.sandbox.attacks.links;

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
 * Links to what is not its own, which whoever removes the scratch directory might follow.
 */
class SymbolicLinkForTheCleaner implements Attack {

	private Path target;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		Path directory = scene.openDirectory();
		this.target = directory.resolve("target");
		scene.writeOwn(this.target, "content");
		return List.of(directory.toString());
	}

	@Override
	public String attack(List<String> arguments) throws IOException {
		Path target = Path.of(arguments.get(0));
		Files.createSymbolicLink(Hostile.scratch().resolve("link"), target);
		Path inner = Files.createDirectory(Hostile.scratch().resolve("inner"));
		Files.createSymbolicLink(inner.resolve("link"), target.resolve("target"));
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
