package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file of the same account.
 */
class DeleteFile implements Attack {

	private Path file;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.file = scene.give(scene.openDirectory()).resolve("table");
		scene.writeOwn(this.file, "content");
		return List.of(this.file.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> Files.deleteIfExists(Path.of(arguments.get(0))));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !Files.exists(scene.outside(this.file));
	}

}
