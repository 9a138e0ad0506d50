package com.portofcontext.pctx.sandbox.attacks.network;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * The kernel's own protocol, by which interfaces are made.
 */
class NetlinkSocket extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SOCKET, 16, 3, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasSocket(trial);
	}

}
