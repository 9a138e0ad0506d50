package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What everybody does with files.
 */
class WatchFileSystem extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.FANOTIFY_INIT, 0, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:[fanotify]");
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
