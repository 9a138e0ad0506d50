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
 * A file that everyone may change.
 */
class ChangeFile implements Attack {

	private Path file;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.file = scene.writeOwn(scene.directory().resolve("table"), scene.secret());
		return List.of(this.file.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> Files.writeString(Path.of(arguments.get(0)), "changed"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return !Files.readString(scene.outside(this.file)).equals(scene.secret());
	}

}
