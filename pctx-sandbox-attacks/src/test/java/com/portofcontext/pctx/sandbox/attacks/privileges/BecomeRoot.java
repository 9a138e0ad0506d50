package com.portofcontext.pctx.sandbox.attacks.privileges;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Root, for the asking.
 */
class BecomeRoot extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SETUID, 0).call(Syscall.SETGROUPS, 1, Program.page(1)).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> process.status("Uid").matches(".*\\b0\\b.*") || answer(trial, 1) == 0);
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
