package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's inodes.
 */
class ManyFiles implements Attack {

	private static final int COUNT = 20_000;

	private long before;

	@Override
	public List<String> prepare(Scene scene) throws Exception {
		this.before = used(scene);
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		for (int i = 0; i < COUNT; i++) {
			Path file = Hostile.scratch().resolve("empty" + i);
			Hostile.attempt(() -> Files.createFile(file));
		}
		Hostile.hold();
		return "";
	}

	/** They are there, in its current directory. */
	@Override
	public boolean tried(Trial trial) {
		return trial.processes()
			.stream()
			.map((process) -> process.ownFile("").toFile().list())
			.anyMatch((names) -> names != null && names.length > COUNT / 2);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws Exception {
		return used(scene) > this.before + COUNT / 2;
	}

	private static long used(Scene scene) throws Exception {
		Process df = new ProcessBuilder("df", "--output=iused", scene.outside(scene.directory()).toString()).start();
		return Long
			.parseLong(new String(df.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\D", ""));
	}

}
