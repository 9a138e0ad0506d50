package com.portofcontext.pctx.sandbox.attacks.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Another name for a jar of the class path.
 */
class HardLinkToClassPath implements Attack {

	private Path target;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.target = scene.writeOwn(scene.directory().resolve("jar"), "content");
		return List.of(this.target.toString());
	}

	@Override
	public String attack(List<String> arguments) {
		List<String> files = new ArrayList<>(arguments);
		files.addAll(List.of(System.getProperty("java.class.path").split(":")));
		return files.stream()
			.map((file) -> Hostile.attempt(() -> "linked "
					+ Files.createLink(Hostile.scratch().resolve(Path.of(file).getFileName()), Path.of(file))))
			.collect(Collectors.joining("\n"));
	}

	/** By how many names the files have on the machine. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		try (Stream<Path> jars = Files.list(scene.outside(scene.store()))) {
			for (Path file : Stream.concat(jars, Stream.of(scene.outside(this.target))).toList()) {
				if ((int) Files.getAttribute(file, "unix:nlink") > 1) {
					return true;
				}
			}
		}
		return false;
	}

}
