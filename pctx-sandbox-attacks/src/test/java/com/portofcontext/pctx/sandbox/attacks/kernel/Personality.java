package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Memory at known addresses, by {@code personality}.
 */
class Personality extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.PERSONALITY, 0x0040000).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> process.read("personality").strip().equals("00040000"));
	}

}
