package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Swap space: the kernel would say that there is no such file, if it looked for it. That
 * answer is the evidence: the machine is not made to swap.
 */
class Swap extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SWAPON, Program.text(scene.directory() + "/none"), 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == -2;
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
