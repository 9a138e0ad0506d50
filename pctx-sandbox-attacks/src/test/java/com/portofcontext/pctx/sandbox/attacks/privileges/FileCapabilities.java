package com.portofcontext.pctx.sandbox.attacks.privileges;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * A program of its own that has all capabilities when it is started. The kernel's answer
 * is the evidence: the file is in the worker's own file system, where they count for
 * nobody else.
 */
class FileCapabilities extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SETXATTR, Program.text("/proc/self/exe"), Program.text("security.capability"),
				Program.struct(0xffffffff02000001L, 0, 0), 20, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0;
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
