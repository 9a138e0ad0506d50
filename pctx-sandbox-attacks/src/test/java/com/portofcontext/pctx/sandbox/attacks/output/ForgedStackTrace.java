package com.portofcontext.pctx.sandbox.attacks.output;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An exception whose message is a stack trace of the application's own.
 */
class ForgedStackTrace implements Attack {

	@Override
	public String attack(List<String> arguments) {
		throw new IllegalStateException(
				"oops\nCaused by: java.lang.Error: forged\u001b[2J\n\tat forged.Class.method(Class.java:1)");
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("\u001b")
				|| trial.answer().lines().anyMatch((line) -> line.startsWith("Caused by: java.lang.Error: forged"));
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxExecutionException;
	}

}
