package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The directory in which the agent keeps its workers, and its own files in it.
 */
class AgentsDirectory implements Attack {

	@Override
	public String attack(List<String> arguments) {
		String command = System.getProperty("sun.java.command", "");
		Path directory = Path.of(command.substring(command.lastIndexOf(' ') + 1)).toAbsolutePath().getParent();
		StringBuilder all = new StringBuilder();
		for (Path place : List.of(directory, directory.resolve("..").normalize())) {
			all.append(Hostile.attempt(() -> "written " + Files.createFile(place.resolve("pctx-attack"))))
				.append(Hostile
					.attempt(() -> "written " + Files.createSymbolicLink(place.resolve("link"), Path.of("/etc"))));
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("written ");
	}

	@Override
	public Control control() {
		return Control.none("a plain process has no agent");
	}

}
