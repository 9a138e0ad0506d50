package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A file by its handle, for which no path has to be in sight: so containers were escaped
 * from.
 */
class OpenByHandle extends SyscallAttack {

	@Override
	protected Program program(Scene scene) throws IOException {
		String directory = scene.directory().toString();
		return new Program().store(Program.page(1), 128)
			.call(Syscall.NAME_TO_HANDLE_AT, Program.AT_FDCWD, Program.text(directory), Program.page(1),
					Program.page(2), 0)
			.call(Syscall.OPEN_BY_HANDLE_AT, Program.AT_FDCWD, Program.page(1), 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, scene.directory().toString());
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
