package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file where everyone may write.
 */
class WriteOutsideScratch implements Attack {

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		return List.of(scene.openDirectory().toString(), "/tmp", "/var/tmp", "/dev/shm", "/run/lock", scene.secret());
	}

	@Override
	public String attack(List<String> arguments) {
		return arguments.stream()
			.limit(arguments.size() - 1L)
			.map((directory) -> Hostile
				.attempt(() -> Files.writeString(Path.of(directory, arguments.get(arguments.size() - 1)), "x")))
			.collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		try (Stream<Path> directories = Files.list(scene.outside(scene.directory()))) {
			List<Path> files = Stream
				.concat(directories,
						Stream.of("/tmp", "/var/tmp", "/dev/shm", "/run/lock").map(Path::of).map(scene::outside))
				.map((directory) -> directory.resolve(scene.secret()))
				.filter(Files::exists)
				.toList();
			files.forEach((file) -> scene.atEnd(() -> Files.deleteIfExists(file)));
			return !files.isEmpty();
		}
	}

}
