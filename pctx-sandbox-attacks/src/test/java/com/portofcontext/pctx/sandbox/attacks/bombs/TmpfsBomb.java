package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Every file system in memory that it finds, filled.
 */
class TmpfsBomb implements Attack {

	private static final long LIMIT = 8L << 20;

	private static final List<String> DIRECTORIES = List.of("/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/dev/mqueue",
			"/home", "/root", "/run", "/run/lock", "/run/shm", "/run/user", "/run/firejail", "/mnt", "/media", "/sys",
			"/pctx", "/cp");

	private String name = "";

	@Override
	public List<String> prepare(Scene scene) {
		this.name = scene.secret();
		DIRECTORIES.forEach(
				(directory) -> scene.atEnd(() -> Files.deleteIfExists(scene.outside(Path.of(directory, this.name)))));
		return List.of(this.name);
	}

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		byte[] content = new byte[2 * (int) LIMIT];
		Stream.concat(DIRECTORIES.stream(), Stream.of(Hostile.scratch().toString(), "."))
			.forEach((directory) -> Hostile.attempt(() -> Files.write(Path.of(directory, arguments.get(0)), content)));
		Hostile.hold();
		return "";
	}

	/** There is one that it may fill. */
	@Override
	public boolean tried(Trial trial) {
		return size(trial) > LIMIT / 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return size(trial) > LIMIT;
	}

	/** Of all such files, each counted once under however many names. */
	private long size(Trial trial) {
		Map<Object, Long> sizes = new HashMap<>();
		for (HostProcess process : trial.processes()) {
			Stream
				.concat(Stream.of(process.ownFile(this.name)),
						DIRECTORIES.stream().map((directory) -> process.file(directory + "/" + this.name)))
				.forEach((file) -> {
					try {
						BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
						sizes.put(attributes.fileKey(), attributes.size());
					}
					catch (IOException ex) {
						// There is none.
					}
				});
		}
		return sizes.values().stream().mapToLong(Long::longValue).sum();
	}

}
