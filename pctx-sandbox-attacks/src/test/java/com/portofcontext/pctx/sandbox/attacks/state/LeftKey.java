package com.portofcontext.pctx.sandbox.attacks.state;

import java.io.IOException;

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

	private static final int SET_PERMISSIONS = 5;

	/** For whoever it is, so that the machine's root is shown it. */
	private static final int EVERYTHING = 0x3f3f3f3f;

	@Override
	protected Program program(Scene scene) {
		return new Program()
			.call(Syscall.KEYCTL, 10, USER_KEYRING, Program.text("user"), Program.text(scene.secret()), 0)
			.call(Syscall.ADD_KEY, Program.text("user"), Program.text(scene.secret()), Program.text("left"), 4,
					USER_KEYRING)
			.call(Syscall.KEYCTL, SET_PERMISSIONS, Program.answerOf(1), EVERYTHING)
			.call(Syscall.KEYCTL, 15, Program.answerOf(1), 30);
	}

	@Override
	public int rounds() {
		return 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		trial.giveUp();
		return hasKey(scene.secret());
	}

}
