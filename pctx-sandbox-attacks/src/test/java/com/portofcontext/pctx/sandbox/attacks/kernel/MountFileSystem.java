package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file system of its own, in namespaces of its own if need be.
 */
class MountFileSystem extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UNSHARE, 0x10020000)
			.call(Syscall.MOUNT, Program.text(scene.secret()), Program.text("/tmp"), Program.text("tmpfs"), 0, 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream().anyMatch((process) -> process.read("mountinfo").contains(scene.secret()));
	}

}
