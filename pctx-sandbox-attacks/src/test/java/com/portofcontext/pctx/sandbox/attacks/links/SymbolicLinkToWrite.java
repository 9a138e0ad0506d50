package com.portofcontext.pctx.sandbox.attacks.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file of the account's, changed by a symbolic link to it.
 */
class SymbolicLinkToWrite implements Attack {

	private Path target;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.target = scene.writeOwn(scene.directory().resolve("target"), "content");
		return List.of(this.target.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> Files.writeString(
				Files.createSymbolicLink(Hostile.scratch().resolve("link"), Path.of(arguments.get(0))), "changed"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return !Files.readString(scene.outside(this.target)).equals("content");
	}

}
