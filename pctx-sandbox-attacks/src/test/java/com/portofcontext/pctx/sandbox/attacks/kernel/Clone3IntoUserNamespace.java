package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A child in a user namespace of its own, by {@code clone3}, whose flags no filter can
 * see.
 */
class Clone3IntoUserNamespace extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.CLONE3, Program.struct(0x10000000, 0, 0, 0, 17, 0, 0, 0), 64).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "user");
	}

}
