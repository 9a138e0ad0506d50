package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack that leaves something in its scratch directory.
 */
public abstract class LeftFile implements Attack {

	@Override
	public List<String> prepare(Scene scene) {
		return List.of(scene.secret());
	}

	/** Everything of a trial is below the directory that its scene is in. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		trial.giveUp();
		try (Stream<Path> found = Files.find(scene.outside(scene.directory()).getParent(), 6,
				(path, attributes) -> path.endsWith(scene.secret()))) {
			return found.findAny().isPresent();
		}
		catch (UncheckedIOException ex) {
			// Something vanished meanwhile.
			return false;
		}
	}

}
