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
 * Files that others left in directories of the machine.
 */
public abstract class FilesOfOthers implements Attack {

	/** The directories, of which each gets a file. */
	protected abstract List<String> directories();

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		List<String> files = new ArrayList<>();
		for (String directory : directories()) {
			files.add(scene.write(Path.of(directory, scene.secret()), "content " + scene.secret()).toString());
		}
		return files;
	}

	@Override
	public String attack(List<String> arguments) {
		return arguments.stream().map(Hostile::read).collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("content " + scene.secret());
	}

}
