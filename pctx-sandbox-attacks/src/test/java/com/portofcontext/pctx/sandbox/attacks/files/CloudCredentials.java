package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the command lines of clouds and clusters leave in a home directory.
 */
class CloudCredentials implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		List<String> directories = new ArrayList<>();
		for (String name : List.of(".aws", ".config/gcloud", ".azure", ".kube", ".docker", ".m2")) {
			Path directory = scene.home().resolve(name);
			scene.writeOwn(directory.resolve("credentials-" + scene.secret()), "token=" + scene.secret());
			directories.add(directory.toString());
		}
		return directories;
	}

	@Override
	public String attack(List<String> arguments) {
		return arguments.stream().map(Hostile::read).collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("token=" + scene.secret());
	}

}
