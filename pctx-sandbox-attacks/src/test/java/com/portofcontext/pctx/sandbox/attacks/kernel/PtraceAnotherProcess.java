package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The debugger of a process of the same account.
 */
class PtraceAnotherProcess extends SyscallAttack {

	private Victim victim;

	@Override
	protected Program program(Scene scene) throws IOException {
		this.victim = Victim.start(scene);
		return new Program().call(Syscall.PTRACE, 16, this.victim.process().pidInside(), 0, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !this.victim.process().status("TracerPid").equals("0");
	}

}
