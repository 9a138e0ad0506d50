package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The jars of the class path, which others run, too: the time of a file, set to zero.
 */
class ChangeClassPath implements Attack {

	@Override
	public String attack(List<String> arguments) {
		StringBuilder all = new StringBuilder();
		for (String entry : System.getProperty("java.class.path").split(":")) {
			all.append(Hostile.attempt(() -> {
				Files.setLastModifiedTime(Path.of(entry), FileTime.fromMillis(0));
				return "changed " + entry;
			})).append(Hostile.attempt(() -> {
				new FileOutputStream(entry, true).close();
				return "changed " + entry;
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
