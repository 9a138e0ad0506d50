package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;

/**
 * A set-uid program that waits for somebody else to run it.
 */
class SetUidFile extends LeftFile {

	@Override
	public List<String> prepare(Scene scene) {
		return List.of(new Program().hold().toArguments().get(0), scene.secret());
	}

	@Override
	public String attack(List<String> arguments) throws IOException {
		Path program = Hostile.program(arguments.get(0));
		Files.setAttribute(program, "unix:mode", 04777);
		Files.move(program, Hostile.scratch().resolve(arguments.get(1)));
		return "";
	}

}
