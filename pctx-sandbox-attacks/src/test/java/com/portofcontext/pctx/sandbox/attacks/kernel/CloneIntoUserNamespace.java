package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A child in a user namespace of its own, by {@code clone}.
 */
class CloneIntoUserNamespace extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.CLONE, 0x10000000 | 17).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "user");
	}

}
