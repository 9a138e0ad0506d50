package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The JDK and the libraries that other programs run on: the time of a file's last use.
 */
class ChangeJdk implements Attack {

	private final List<Path> files = new ArrayList<>();

	/** Of this trial alone, and to come: reading the file does not change it then. */
	private final FileTime mark = FileTime.from(Instant.now()
		.truncatedTo(ChronoUnit.SECONDS)
		.plusSeconds(ThreadLocalRandom.current().nextInt(10_000, 80_000)));

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		for (String file : List.of(System.getProperty("java.home") + "/lib/modules", "/usr/lib/os-release")) {
			Path path = scene.outside(Path.of(file).toRealPath());
			FileTime before = Files.readAttributes(path, BasicFileAttributes.class).lastAccessTime();
			scene.atEnd(() -> {
				if (isMarked(path)) {
					view(path).setTimes(null, before, null);
				}
			});
			this.files.add(path);
		}
		return List.of(Long.toString(this.mark.toMillis()), System.getProperty("java.home") + "/lib/modules",
				"/usr/lib/os-release");
	}

	@Override
	public String attack(List<String> arguments) {
		FileTime time = FileTime.fromMillis(Long.parseLong(arguments.get(0)));
		return arguments.stream().skip(1).map((file) -> Hostile.attempt(() -> {
			view(Path.of(file)).setTimes(null, time, null);
			return "changed " + file;
		})).collect(Collectors.joining("\n"));
	}

	private static BasicFileAttributeView view(Path path) {
		return Files.getFileAttributeView(path, BasicFileAttributeView.class);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		for (Path file : this.files) {
			if (isMarked(file)) {
				return true;
			}
		}
		return false;
	}

	private boolean isMarked(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class).lastAccessTime().equals(this.mark);
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
