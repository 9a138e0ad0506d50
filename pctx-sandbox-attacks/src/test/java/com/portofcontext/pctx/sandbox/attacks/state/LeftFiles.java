package com.portofcontext.pctx.sandbox.attacks.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the last call left in a file, wherever it may have been written.
 */
class LeftFiles implements Attack {

	private final List<Path> places = new ArrayList<>();

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		List<String> directories = List.of(scene.openDirectory().toString(), "/tmp", "/var/tmp", "/dev/shm",
				"/run/lock", "/dev/mqueue", scene.home().toString());
		directories.forEach((directory) -> this.places.add(scene.outside(Path.of(directory, scene.secret()))));
		this.places.forEach((place) -> scene.atEnd(() -> Files.deleteIfExists(place)));
		List<String> arguments = new ArrayList<>(directories);
		arguments.add(scene.secret());
		return arguments;
	}

	@Override
	public String attack(List<String> arguments) {
		StringBuilder found = new StringBuilder();
		List<String> directories = new ArrayList<>(arguments.subList(0, arguments.size() - 1));
		directories.addAll(List.of(Hostile.scratch().toString(), System.getProperty("user.home"), ".", "/"));
		for (String directory : directories) {
			Path file = Path.of(directory, arguments.get(arguments.size() - 1));
			if (Files.exists(file)) {
				found.append("found ").append(file);
			}
		}
		for (String directory : directories) {
			Hostile.attempt(() -> Files.writeString(Path.of(directory, arguments.get(arguments.size() - 1)), "left"));
		}
		return found.toString();
	}

	@Override
	public int rounds() {
		return 2;
	}

	/** Looked for by the next call, and on the machine once nobody runs any more. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		trial.giveUp();
		return trial.answer().contains("found ") || this.places.stream().anyMatch(Files::exists);
	}

}
