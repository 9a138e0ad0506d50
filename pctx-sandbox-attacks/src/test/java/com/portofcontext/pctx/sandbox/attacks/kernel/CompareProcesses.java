package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the kernel knows of a process of the same account, by {@code kcmp}. The kernel's
 * answer is what is stolen, and leaves no trace.
 */
class CompareProcesses extends SyscallAttack {

	@Override
	protected Program program(Scene scene) throws IOException {
		long pid = Victim.start(scene).process().pidInside();
		return new Program().call(Syscall.KCMP, pid, pid, 1, 0, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0;
	}

}
