package com.portofcontext.pctx.sandbox.attacks.signals;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;
import com.portofcontext.pctx.sandbox.attacks.kernel.SyscallAttack;

/**
 * The end of every process that may be signalled at once.
 */
class KillEverything extends SyscallAttack {

	private HostProcess other;

	@Override
	protected Program program(Scene scene) throws IOException {
		this.other = scene.start(List.of("sleep", "3" + System.nanoTime()));
		return new Program().call(Syscall.KILL, -1, 9);
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !this.other.isAlive();
	}

	/** It ends its own worker. */
	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxCrashedException;
	}

	@Override
	public boolean tried(Trial trial) {
		return true;
	}

	@Override
	public Control control() {
		return Control.none("it would end whatever else the account runs");
	}

}
