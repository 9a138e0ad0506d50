package com.portofcontext.pctx.sandbox.attacks.kernel;

import java.io.IOException;

import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An open file of a process of the same account, by {@code pidfd_getfd}.
 */
class StealDescriptor extends SyscallAttack {

	@Override
	protected Program program(Scene scene) throws IOException {
		Victim victim = Victim.start(scene);
		return new Program().call(Syscall.PIDFD_OPEN, victim.process().pidInside(), 0)
			.call(Syscall.PIDFD_GETFD, Program.answerOf(0), 3, 0)
			.hold();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return callers(trial).stream()
			.anyMatch((process) -> process.descriptors()
				.stream()
				.anyMatch((target) -> target.startsWith(scene.directory().toString())));
	}

}
