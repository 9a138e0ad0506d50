package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A namespace in which its control group is the root.
 */
class UnshareControlGroup extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x12000000).call(Syscall.UNSHARE, 0x02000000).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "cgroup");
	}

}
