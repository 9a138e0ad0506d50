package com.portofcontext.pctx.sandbox.attacks.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * What the last call left in shared memory, which outlives every process.
 */
class LeftSharedMemory extends SyscallAttack {

	private static final int CREATE = 01666;

	@Override
	protected Program program(Scene scene) {
		int key = key(scene);
		scene.atEnd(() -> remove("-M", key));
		return new Program().call(Syscall.SHMGET, key, 0, 0).call(Syscall.SHMGET, key, 4096, CREATE);
	}

	static int key(Scene scene) {
		return Math.abs(scene.secret().hashCode()) | 1;
	}

	static boolean isThere(String table, int key) throws IOException {
		return Files.readAllLines(Path.of("/proc/sysvipc", table))
			.stream()
			.anyMatch((line) -> line.strip().startsWith(key + " "));
	}

	static void remove(String option, int key) throws IOException {
		new ProcessBuilder("ipcrm", option, Integer.toString(key)).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.onExit()
			.join();
	}

	@Override
	public int rounds() {
		return 2;
	}

	/** Found by the next call, or in the table of the machine. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		trial.giveUp();
		return answer(trial, 0) >= 0 || isThere("shm", key(scene));
	}

}
