package com.portofcontext.pctx.sandbox.attacks.bombs;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Memory of a process that is no JVM.
 */
class MapBomb extends SyscallAttack {

	/** More than a worker may have, and no machine misses. */
	static final int SIZE = 400 << 20;

	private static final long LIMIT = 256L << 20;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.MMAP, 0, SIZE, 3, 0x8022, -1, 0).hold();
	}

	/**
	 * All that there is was taken: the kernel ended it, or the call, when it wanted more.
	 */
	@Override
	public boolean tried(Trial trial) {
		return peak(trial) > LIMIT - (LIMIT >> 4);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return peak(trial) > LIMIT || trial.processes().stream().mapToLong(HostProcess::memory).sum() > LIMIT;
	}

	private static long peak(Trial trial) {
		SandboxReport report = trial.report();
		return (report != null) ? report.peakMemory().toBytes() : 0;
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxMemoryLimitException;
	}

}
