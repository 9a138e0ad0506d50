package com.portofcontext.pctx.sandbox.attacks.privileges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * A disk of the machine's, by a node of its own.
 */
class DeviceNode extends SyscallAttack {

	private Path node;

	@Override
	protected Program program(Scene scene) throws IOException {
		this.node = scene.openDirectory().resolve("node");
		return new Program().call(Syscall.MKNODAT, Program.AT_FDCWD, Program.text(this.node.toString()), 060600, 0x700)
			.call(Syscall.MKNODAT, Program.AT_FDCWD, Program.text("/tmp/" + scene.secret()), 060600, 0x700)
			.call(Syscall.MKNODAT, Program.AT_FDCWD, Program.text(scene.secret()), 060600, 0x700)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		Path left = scene.outside(Path.of("/tmp", scene.secret()));
		scene.atEnd(() -> Files.deleteIfExists(left));
		return Files.exists(scene.outside(this.node)) || trial.processes()
			.stream()
			.anyMatch((process) -> Files.exists(process.file("/tmp/" + scene.secret()))
					|| Files.exists(process.ownFile(scene.secret())));
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
