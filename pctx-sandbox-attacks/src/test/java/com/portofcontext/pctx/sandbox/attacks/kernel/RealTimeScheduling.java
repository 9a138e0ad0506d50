package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A CPU that it need not give back.
 */
class RealTimeScheduling extends SyscallAttack {

	/** Of {@code /proc/PID/stat}, counted from what follows the program's name. */
	private static final int POLICY = 38;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SCHED_SETSCHEDULER, 0, 1, Program.struct(1)).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.map((process) -> process.read("stat"))
			.anyMatch((status) -> status.substring(status.lastIndexOf(')') + 2).split(" ")[POLICY].equals("1"));
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
