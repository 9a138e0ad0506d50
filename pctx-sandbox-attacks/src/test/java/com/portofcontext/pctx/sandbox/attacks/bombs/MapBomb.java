package com.portofcontext.pctx.sandbox.attacks.bombs;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxMemoryLimitException;
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

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.MMAP, 0, 400 << 20, 3, 0x8022, -1, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.processes().stream().mapToLong(HostProcess::memory).sum() > 256 << 20;
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxMemoryLimitException;
	}

}
