package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A copy of the mounts, without what was mounted over them later.
 */
class CloneMountTree extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10020000)
			.call(Syscall.OPEN_TREE, Program.AT_FDCWD, Program.text("/"), 0x8001)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "/");
	}

}
