package com.portofcontext.pctx.sandbox.attacks.kernel;

import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What covers the machine's files, taken away. The kernel's answer is the evidence: from
 * outside one mount on a place looks like the other below it.
 */
class Unmount extends SyscallAttack {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.UMOUNT, Program.text("/proc"), 2)
			.call(Syscall.UMOUNT, Program.text("/tmp"), 2)
			.call(Syscall.UMOUNT, Program.text("/"), 2);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return answer(trial, 0) == 0 || answer(trial, 1) == 0 || answer(trial, 2) == 0;
	}

	@Override
	public Control control() {
		return Control.none("what is mounted outside is the machine's");
	}

}
