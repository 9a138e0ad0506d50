package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A jar of its own in the class paths of others.
 */
class WriteStore implements Attack {

	private Path file;

	@Override
	public List<String> prepare(Scene scene) {
		this.file = scene.store().resolve(scene.secret() + ".jar");
		scene.atEnd(() -> Files.deleteIfExists(scene.outside(this.file)));
		return List.of(this.file.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		Path file = Path.of(arguments.get(0));
		Path inside = Path.of(System.getProperty("java.class.path").split(":")[0]).resolveSibling(file.getFileName());
		return Hostile.attempt(() -> Files.writeString(file, "x"))
				+ Hostile.attempt(() -> Files.writeString(inside, "x"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return Files.exists(scene.outside(this.file));
	}

}
