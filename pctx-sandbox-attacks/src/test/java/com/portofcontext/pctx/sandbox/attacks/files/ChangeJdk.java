package com.portofcontext.pctx.sandbox.attacks.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The JDK and the libraries that other programs run on: the time of a file, set to what
 * it is.
 */
class ChangeJdk implements Attack {

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String file : List.of(System.getProperty("java.home") + "/lib/modules", "/usr/lib/os-release", "/lib64")) {
			all.append(Hostile.attempt(() -> {
				Path path = Path.of(file).toRealPath();
				Files.setLastModifiedTime(path, Files.getLastModifiedTime(path));
				return "changed " + path;
			}));
		}
		return all.toString();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("changed ");
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
