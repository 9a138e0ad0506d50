package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The memory of a process of the same account, by {@code process_vm_readv}.
 */
class ReadMemoryOfAnotherProcess extends SyscallAttack {

	@Override
	protected Program program(Scene scene) throws IOException {
		Victim victim = Victim.start(scene);
		return new Program()
			.call(Syscall.PROCESS_VM_READV, victim.process().pidInside(), Program.struct(Program.address(1), 64), 1,
					Program.struct(Program.address(Victim.PAGE), 64), 1, 0)
			.call(Syscall.WRITE, 1, Program.page(1), 64);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(scene.secret());
	}

}
