package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's clock, set to what it is. The kernel's answer is the evidence: nothing
 * else tells such a clock from one that was not set.
 */
class Clock extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.CLOCK_SETTIME, 0, Program.struct(System.currentTimeMillis() / 1000, 0));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0;
	}

	@Override
	public Control control() {
		return Control.none("the clock is the machine's");
	}

}
