package com.portofcontext.pctx.sandbox.attacks.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The jars of the class path, which others run, too: the time of a file.
 */
class ChangeClassPath implements Attack {

	/** That of no jar. */
	private static final long MARK_MILLIS = 77_000;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		for (Path jar : jars(scene)) {
			FileTime before = Files.getLastModifiedTime(jar);
			scene.atEnd(() -> Files.setLastModifiedTime(jar, before));
		}
		return List.of();
	}

	private static List<Path> jars(Scene scene) throws IOException {
		try (Stream<Path> jars = Files.list(scene.outside(scene.store()))) {
			return jars.toList();
		}
	}

	@Override
	public String attack(List<String> arguments) {
		return Stream.of(System.getProperty("java.class.path").split(":"))
			.map((entry) -> Hostile
				.attempt(() -> Files.setLastModifiedTime(Path.of(entry), FileTime.fromMillis(MARK_MILLIS))))
			.collect(Collectors.joining());
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		for (Path jar : jars(scene)) {
			if (Files.getLastModifiedTime(jar).toMillis() == MARK_MILLIS) {
				return true;
			}
		}
		return false;
	}

}
