package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A queue whose operations pass by every filter of system calls.
 */
class IoUring extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.IO_URING_SETUP, 8, Program.page(1)).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:[io_uring]");
	}

}
