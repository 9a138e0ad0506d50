package com.portofcontext.pctx.sandbox.attacks.state;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * What the last call left in a message queue.
 */
class LeftMessageQueue extends SyscallAttack {

	private static final int CREATE = 01666;

	@Override
	protected Program program(Scene scene) {
		int key = LeftSharedMemory.key(scene);
		scene.atEnd(() -> LeftSharedMemory.remove("-Q", key));
		return new Program().call(Syscall.MSGGET, key, 0).call(Syscall.MSGGET, key, CREATE);
	}

	@Override
	public int rounds() {
		return 2;
	}

	/** Found by the next call, or in the table of the machine. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		trial.giveUp();
		return answer(trial, 0) >= 0 || LeftSharedMemory.isThere("msg", LeftSharedMemory.key(scene));
	}

}
