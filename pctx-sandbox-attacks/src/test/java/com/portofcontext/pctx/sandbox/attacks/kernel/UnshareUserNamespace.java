package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A user namespace of its own, in which it would have all capabilities.
 */
class UnshareUserNamespace extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10000000).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "user");
	}

}
