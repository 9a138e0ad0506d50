package com.portofcontext.pctx.sandbox.attacks.bombs;

import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * A large file of the scratch directory, filled by way of memory: nothing is written.
 */
class MappedFileBomb extends SyscallAttack {

	private static final int SIZE = 400 << 20;

	/** Of the scratch directory. */
	private static final long LIMIT = 8L << 20;

	private static final int READ_WRITE_CREATE = 0102;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.OPENAT, Program.AT_FDCWD, Program.text("mapped"), READ_WRITE_CREATE, 0600)
			.call(Syscall.FTRUNCATE, Program.answerOf(0), SIZE)
			.call(Syscall.MMAP, 0, SIZE, 3, 0x8001, Program.answerOf(0), 0)
			.hold();
	}

	/** The whole size is the file's, and a part of it in memory. */
	@Override
	public boolean tried(Trial trial) {
		return trial.processes().stream().anyMatch((process) -> process.ownFile("mapped").toFile().length() == SIZE)
				&& mapped(trial) > LIMIT / 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return mapped(trial) > 2 * LIMIT;
	}

	private static long mapped(Trial trial) {
		return callers(trial).stream().mapToLong(HostProcess::memory).sum();
	}

}
