package com.portofcontext.pctx.sandbox.attacks.bombs;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;

/**
 * A file in memory that is in no directory, and mapped: no file system's size bounds it.
 */
class MemoryFileBomb extends MapBomb {

	@Override
	protected Program program(Scene scene) {
		return new Program().call(Syscall.MEMFD_CREATE, Program.text("bomb"), 0)
			.call(Syscall.FTRUNCATE, Program.answerOf(0), SIZE)
			.call(Syscall.MMAP, 0, SIZE, 3, 0x8001, Program.answerOf(0), 0)
			.hold();
	}

}
