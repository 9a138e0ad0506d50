package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Code of its own in the kernel.
 */
class Bpf extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.BPF, 0, Program.struct(1 | (4L << 32), 4 | (1L << 32), 0, 0), 32).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return hasDescriptor(trial, "anon_inode:bpf-map");
	}

	@Override
	public Control control() {
		return Control.ordinaryUpTo("unprivileged_bpf_disabled", 0);
	}

}
