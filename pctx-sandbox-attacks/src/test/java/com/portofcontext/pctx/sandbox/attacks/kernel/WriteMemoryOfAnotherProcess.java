package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The memory of a process of the same account, by {@code process_vm_writev}.
 */
class WriteMemoryOfAnotherProcess extends SyscallAttack {

	private Victim victim;

	@Override
	protected Program program(Scene scene) throws IOException {
		this.victim = Victim.start(scene);
		return new Program().call(Syscall.PROCESS_VM_WRITEV, this.victim.process().pidInside(),
				Program.struct(Program.address(1), 64), 1, Program.struct(Program.address(Victim.PAGE), 64), 1, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) throws IOException {
		try (RandomAccessFile memory = new RandomAccessFile("/proc/%d/mem".formatted(this.victim.process().pid()),
				"r")) {
			memory.seek(Program.address(Victim.PAGE));
			return memory.read() == 0;
		}
	}

}
