package com.portofcontext.pctx.sandbox.attacks.network;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Sockets of families that pass by the network namespace, or by which the kernel was
 * attacked: vsock, cryptography, Bluetooth, XDP, CAN.
 */
class OtherFamilies extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SOCKET, 40, 1, 0)
			.call(Syscall.SOCKET, 38, 5, 0)
			.call(Syscall.SOCKET, 31, 3, 1)
			.call(Syscall.SOCKET, 44, 3, 0)
			.call(Syscall.SOCKET, 29, 3, 1)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasSocket(trial);
	}

	@Override
	public Control control() {
		return Control.none("which of them there are depends on the kernel");
	}

}
