package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file system by the newer calls, which older filters do not know.
 */
class MountByDescriptor extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10020000).call(Syscall.FSOPEN, Program.text("tmpfs"), 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> process.descriptors().toString().contains("fscontext"));
	}

}
