package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the kernel logs, addresses included. How much of it the kernel gives is the
 * evidence: to read it leaves no trace.
 */
class KernelLog extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SYSLOG, 3, Program.page(1), 4096);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) > 0;
	}

	@Override
	public Control control() {
		return Control.ordinaryUpTo("dmesg_restrict", 0);
	}

}
