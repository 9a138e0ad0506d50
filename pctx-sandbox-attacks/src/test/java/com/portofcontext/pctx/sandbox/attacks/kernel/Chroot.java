package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Another root, out of which {@code ..} leads.
 */
class Chroot extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10000000).call(Syscall.CHROOT, Program.text("/tmp")).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> process.link("root").endsWith("/tmp"));
	}

}
