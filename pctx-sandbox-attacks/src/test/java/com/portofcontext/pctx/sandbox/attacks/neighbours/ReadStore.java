package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Theft;

/**
 * Class paths of others.
 */
class ReadStore extends Theft {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		Path store = scene.store();
		scene.write(store.resolve(scene.secret() + ".jar"), "stolen " + scene.secret());
		return List.of(store.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String directory : List.of(arguments.get(0),
				Path.of(System.getProperty("java.class.path").split(":")[0]).getParent().toString())) {
			String[] names = Path.of(directory).toFile().list();
			for (String name : (names != null) ? names : new String[0]) {
				if (name.startsWith("pctx-secret")) {
					all.append(Hostile.read(directory + "/" + name));
				}
			}
		}
		return all.toString();
	}

}
