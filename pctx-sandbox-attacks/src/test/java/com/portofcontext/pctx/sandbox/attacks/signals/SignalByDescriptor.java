package com.portofcontext.pctx.sandbox.attacks.signals;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * The end of a process of the same account, by a descriptor of it.
 */
class SignalByDescriptor extends SyscallAttack {

	private HostProcess other;

	@Override
	protected Program program(Scene scene) throws IOException {
		this.other = scene.start(List.of("sleep", "3" + System.nanoTime()));
		return new Program().call(Syscall.PIDFD_OPEN, this.other.pidInside(), 0)
			.call(Syscall.PIDFD_SEND_SIGNAL, Program.answerOf(0), 9, 0, 0);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !this.other.isAlive();
	}

}
