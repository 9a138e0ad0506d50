package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A key of the account's, searched for: the kernel says that there is none, if it does.
 * That answer is the evidence: a search leaves no trace.
 */
class RequestKey extends SyscallAttack {

	private static final int ENOKEY = 126;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.REQUEST_KEY, Program.text("user"), Program.text(scene.secret()), 0, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) > 0 || answer(trial, 0) == -ENOKEY;
	}

}
