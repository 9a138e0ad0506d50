package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Another kernel, for the next start. The kernel's answer is the evidence: one that is
 * loaded would do harm, so there is none.
 */
class LoadKernel extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.KEXEC_LOAD, 0, 0, 0, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0;
	}

	@Override
	public Control control() {
		return Control.none("the kernel is the machine's");
	}

}
