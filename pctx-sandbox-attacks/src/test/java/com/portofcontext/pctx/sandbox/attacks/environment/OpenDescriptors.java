package com.portofcontext.pctx.sandbox.attacks.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Theft;

/**
 * Files that the application has open.
 */
class OpenDescriptors extends Theft {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		Path file = scene.write(scene.directory().resolve("notes"), "stolen " + scene.secret());
		InputStream open = Files.newInputStream(scene.outside(file));
		scene.atEnd(open);
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (int descriptor = 3; descriptor < 64; descriptor++) {
			Path path = Path.of("/proc/self/fd", Integer.toString(descriptor));
			if (Files.isRegularFile(path) && !Hostile.attempt(path::toRealPath).contains("/lib/")) {
				all.append(Hostile.read(path.toString()));
			}
		}
		return all.toString();
	}

	@Override
	public Control control() {
		return Control.none("the JDK leaves no file open for its children");
	}

}
