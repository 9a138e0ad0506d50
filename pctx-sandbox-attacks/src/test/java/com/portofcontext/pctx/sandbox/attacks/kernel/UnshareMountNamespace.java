package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A mount namespace of its own, to undo what the jail has mounted.
 */
class UnshareMountNamespace extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10000000 | 0x00020000).call(Syscall.UNSHARE, 0x00020000).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "mnt");
	}

}
