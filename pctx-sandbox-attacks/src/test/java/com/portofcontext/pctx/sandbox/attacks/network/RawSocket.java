package com.portofcontext.pctx.sandbox.attacks.network;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Packets that no port and no program belongs to.
 */
class RawSocket extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SOCKET, 2, 3, 1)
			.call(Syscall.SOCKET, 10, 3, 58)
			.call(Syscall.SOCKET, 17, 3, 0x300)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasSocket(trial);
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
