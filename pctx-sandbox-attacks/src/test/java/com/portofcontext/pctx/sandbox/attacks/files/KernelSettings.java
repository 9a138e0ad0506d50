package com.portofcontext.pctx.sandbox.attacks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A setting of the kernel's: how many messages it logs at once, which nobody misses.
 */
class KernelSettings implements Attack {

	private static final Path SETTING = Path.of("/proc/sys/kernel/printk_ratelimit_burst");

	/** Of this trial alone. */
	private final String value = Integer.toString(ThreadLocalRandom.current().nextInt(1000, 1_000_000));

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		String before = read();
		scene.atEnd(() -> {
			if (isWritten()) {
				Files.writeString(SETTING, before);
			}
		});
		return List.of(SETTING.toString(), this.value);
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> Files.writeString(Path.of(arguments.get(0)), arguments.get(1)));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return isWritten();
	}

	/** At once, for the kernel gives no second part. */
	private static String read() throws IOException {
		return Files.readAllLines(SETTING).get(0);
	}

	private boolean isWritten() throws IOException {
		return read().equals(this.value);
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
