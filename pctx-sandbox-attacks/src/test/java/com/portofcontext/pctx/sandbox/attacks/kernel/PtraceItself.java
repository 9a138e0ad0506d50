package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A child that is debugged, whose system calls can be changed behind the filter.
 */
class PtraceItself extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.PTRACE, 0, 0, 0, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> !process.status("TracerPid").equals("0"));
	}

}
