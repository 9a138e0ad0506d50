package com.portofcontext.pctx.sandbox.attacks.state;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * What the last call left in the account's keyring.
 */
class LeftKey extends SyscallAttack {

	private static final int USER_KEYRING = -4;

	@Override
	protected Program program(Scene scene) {
		return new Program()
			.call(Syscall.KEYCTL, 10, USER_KEYRING, Program.text("user"), Program.text(scene.secret()), 0)
			.call(Syscall.ADD_KEY, Program.text("user"), Program.text(scene.secret()), Program.text("left"), 4,
					USER_KEYRING)
			.call(Syscall.KEYCTL, 15, Program.answerOf(1), 30);
	}

	@Override
	public int rounds() {
		return 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) > 0;
	}

}
