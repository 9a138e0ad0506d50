package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A keyring of its own.
 */
class JoinKeyring extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.KEYCTL, 1, Program.text(scene.secret()));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) > 0;
	}

}
