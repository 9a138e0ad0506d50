package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A key in the kernel's keyrings, which know no namespace of processes.
 */
class AddKey extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.ADD_KEY, Program.text("user"), Program.text(scene.secret()),
				Program.text("payload"), 7, -2);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) > 0;
	}

}
