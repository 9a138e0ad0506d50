package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A key in the kernel's keyrings, which know no namespace of processes.
 */
class AddKey extends SyscallAttack {

	static final int SET_PERMISSIONS = 5;

	/** For whoever it is, so that the machine's root is shown it. */
	static final int EVERYTHING = 0x3f3f3f3f;

	@Override
	protected Program program(Scene scene) {
		return new Program()
			.call(Syscall.ADD_KEY, Program.text("user"), Program.text(scene.secret()), Program.text("payload"), 7, -2)
			.call(Syscall.KEYCTL, SET_PERMISSIONS, Program.answerOf(0), EVERYTHING)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return hasKey(scene.secret());
	}

}
