package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The private keys of an account.
 */
class SshKeys implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		Path directory = scene.home().resolve(".ssh");
		scene.writeOwn(directory.resolve("id_" + scene.secret()), "PRIVATE KEY " + scene.secret());
		return List.of(directory.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.read(arguments.get(0));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("PRIVATE KEY " + scene.secret());
	}

}
