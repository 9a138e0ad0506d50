package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's counters, which tell of other processes.
 */
class PerformanceEvents extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program()
			.call(Syscall.PERF_EVENT_OPEN, Program.struct(1 | (64L << 32), 0, 0, 0, 0, 0x61, 0, 0), 0, -1, -1, 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:[perf_event]");
	}

	@Override
	public Control control() {
		return Control.ordinaryUpTo("perf_event_paranoid", 2);
	}

}
