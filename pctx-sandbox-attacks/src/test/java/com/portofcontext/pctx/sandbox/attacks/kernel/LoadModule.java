package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A module for the kernel: it would say that this one is none, if it looked at it. That
 * answer is the evidence: a module that is loaded would do harm.
 */
class LoadModule extends SyscallAttack {

	private static final int ENOEXEC = 8;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.INIT_MODULE, Program.text("no module at all"), 16, Program.text(""))
			.call(Syscall.DELETE_MODULE, Program.text(scene.secret()), 04000);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == -ENOEXEC || answer(trial, 0) == 0 || answer(trial, 1) == -2 || answer(trial, 1) == 0;
	}

	@Override
	public Control control() {
		return Control.none("there are kernels without modules");
	}

}
