package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file of its own in the place of another.
 */
class BindMount extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10020000)
			.call(Syscall.MOUNT, Program.text("/proc"), Program.text("/tmp"), 0, 0x1000 | 0x4000, 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> process.read("mountinfo")
				.lines()
				.anyMatch((line) -> line.contains(" / /tmp ") && line.contains(" - proc ")));
	}

}
