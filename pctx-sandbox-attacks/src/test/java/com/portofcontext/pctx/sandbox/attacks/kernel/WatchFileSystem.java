package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What everybody does with files.
 */
class WatchFileSystem extends SyscallAttack {

	/** That of {@code FAN_REPORT_FID}, for which nobody needs a capability. */
	private static final int FOR_EVERYONE = 0x200;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.FANOTIFY_INIT, FOR_EVERYONE, 0).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:[fanotify]");
	}

}
