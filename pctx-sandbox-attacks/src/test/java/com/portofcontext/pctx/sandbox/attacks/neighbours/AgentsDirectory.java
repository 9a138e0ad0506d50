package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
	public List<String> prepare(Scene scene) {
		return List.of(scene.secret());
	}

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		String command = System.getProperty("sun.java.command", "");
		Path directory = Path.of(command.substring(command.lastIndexOf(' ') + 1)).toAbsolutePath().getParent();
		for (Path place : List.of(directory, directory.resolve("..").normalize())) {
			System.out.println(Hostile.attempt(() -> Files.createFile(place.resolve(arguments.get(0)))));
			System.out.println(Hostile
				.attempt(() -> Files.createSymbolicLink(place.resolve(arguments.get(0) + "-link"), Path.of("/etc"))));
		}
		Hostile.hold();
		return "";
	}

	/**
	 * Looked for from outside while the worker is there, for its directory goes with it.
	 */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		try (Stream<Path> found = Files.find(scene.outside(scene.directory()).getParent(), 4,
				(path, attributes) -> path.getFileName().toString().startsWith(scene.secret()))) {
			return found.findAny().isPresent();
		}
		catch (UncheckedIOException ex) {
			// Something vanished meanwhile.
			return false;
		}
	}

	@Override
	public Control control() {
		return Control.none("a plain process has no agent");
	}

}
