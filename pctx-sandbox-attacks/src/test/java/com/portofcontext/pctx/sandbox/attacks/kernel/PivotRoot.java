package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Another root, from which a way may lead to the old one.
 */
class PivotRoot extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10020000)
			.call(Syscall.MOUNT, 0, Program.text("/"), 0, 0x4000 | 0x40000, 0)
			.call(Syscall.MOUNT, Program.text(scene.secret()), Program.text("/tmp"), Program.text("tmpfs"), 0, 0)
			.call(Syscall.CHDIR, Program.text("/tmp"))
			.call(Syscall.PIVOT_ROOT, Program.text("."), Program.text("."))
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> process.read("mountinfo")
				.lines()
				.anyMatch((line) -> line.contains(" / / ") && line.contains(scene.secret())));
	}

}
