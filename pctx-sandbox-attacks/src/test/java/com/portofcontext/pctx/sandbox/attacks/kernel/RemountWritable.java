package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What is mounted read-only, mounted again without that. What comes of it is looked for
 * from outside; of a mount that changed nothing the kernel's answer tells.
 */
class RemountWritable extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		scene.atEnd(() -> Files.deleteIfExists(scene.outside(Path.of("/usr", scene.secret()))));
		return new Program().call(Syscall.MOUNT, 0, Program.text("/"), 0, 0x1020, 0)
			.call(Syscall.MOUNT_SETATTR, Program.AT_FDCWD, Program.text("/"), 0, Program.struct(0, 1, 0, 0), 32)
			.call(Syscall.MKDIRAT, Program.AT_FDCWD, Program.text("/usr/" + scene.secret()), 0755)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0 || answer(trial, 1) == 0
				|| callers(trial).stream().anyMatch((process) -> Files.exists(process.file("/usr/" + scene.secret())));
	}

	@Override
	public Control control() {
		return Control.none("outside of a jail nothing is mounted read-only");
	}

}
