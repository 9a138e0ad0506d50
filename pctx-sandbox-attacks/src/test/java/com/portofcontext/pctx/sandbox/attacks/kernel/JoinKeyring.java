package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A keyring of its own.
 */
class JoinKeyring extends SyscallAttack {

	private static final int SESSION = -3;

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.KEYCTL, 1, Program.text(scene.secret()))
			.call(Syscall.KEYCTL, AddKey.SET_PERMISSIONS, SESSION, AddKey.EVERYTHING)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		return hasKey(scene.secret());
	}

}
