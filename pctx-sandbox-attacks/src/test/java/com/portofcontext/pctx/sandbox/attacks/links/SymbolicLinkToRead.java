package com.portofcontext.pctx.sandbox.attacks.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Theft;

/**
 * A file of the machine's, by a symbolic link to it.
 */
class SymbolicLinkToRead extends Theft {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.write(scene.directory().resolve("notes"), "stolen " + scene.secret()).toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> Hostile
			.read(Files.createSymbolicLink(Hostile.scratch().resolve("link"), Path.of(arguments.get(0))).toString()));
	}

}
