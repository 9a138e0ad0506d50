package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A user namespace by the system calls of 32-bit programs, which have other numbers.
 */
class ThirtyTwoBitCalls extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().i386(310, 0x10000000).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasNewNamespace(trial, "user");
	}

	@Override
	public Control control() {
		return System.getProperty("os.arch").equals("amd64") ? Control.ORDINARY : Control.none("only x86 has them");
	}

}
