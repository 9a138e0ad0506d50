package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Causes in a circle, each with a message that fills the memory.
 */
class EndlessCauses implements Attack {

	@Override
	public Object attack(List<String> arguments) {
		IllegalStateException first = new IllegalStateException("x".repeat(1 << 20));
		first.initCause(new IllegalArgumentException("y".repeat(1 << 20), first));
		for (int i = 0; i < 1000; i++) {
			first.addSuppressed(new IllegalStateException("z".repeat(10_000)));
		}
		throw first;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().length() > 4 << 20;
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxExecutionException;
	}

}
