package com.portofcontext.pctx.sandbox.attacks.privileges;

import java.util.regex.Pattern;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * Root, for the asking.
 */
class BecomeRoot extends SyscallAttack {

	private static final Pattern ROOT = Pattern.compile("\\b0\\b");

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.SETUID, 0).call(Syscall.SETGROUPS, 1, Program.page(1)).hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> ROOT.matcher(process.status("Uid")).find()
					|| ROOT.matcher(process.status("Groups")).find());
	}

	@Override
	public Control control() {
		return Control.ROOT;
	}

}
