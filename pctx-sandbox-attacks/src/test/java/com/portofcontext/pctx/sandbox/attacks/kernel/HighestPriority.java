package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Ahead of every other process.
 */
class HighestPriority extends SyscallAttack {

	/** Of {@code /proc/PID/stat}, counted from what follows the program's name. */
	private static final int NICE = 16;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SETPRIORITY, 0, 0, -20).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.map((process) -> process.read("stat"))
			.anyMatch((status) -> status.substring(status.lastIndexOf(')') + 2).split(" ")[NICE].equals("-20"));
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
