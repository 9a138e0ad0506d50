package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Page faults handled by itself, which makes races in the kernel easy to win.
 */
class UserFaults extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.USERFAULTFD, 1).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:[userfaultfd]");
	}

}
