package com.portofcontext.pctx.sandbox.attacks.scratch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * More files than fit into the scratch directory.
 */
class FillScratch implements Attack {

	private static final long LIMIT = 8L << 20;

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		for (int i = 0; i < 32; i++) {
			Path file = Hostile.scratch().resolve("file" + i);
			Hostile.attempt(() -> Files.write(file, new byte[1 << 20]));
		}
		Hostile.hold();
		return "";
	}

	@Override
	public boolean tried(Trial trial) {
		return size(trial) > LIMIT / 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return size(trial) > LIMIT;
	}

	/** Its current directory is the scratch directory. */
	private static long size(Trial trial) {
		long size = 0;
		for (HostProcess process : trial.processes()) {
			File[] files = process.ownFile("").toFile().listFiles(File::isFile);
			size = Math.max(size, Stream.of((files != null) ? files : new File[0]).mapToLong(File::length).sum());
		}
		return size;
	}

}
