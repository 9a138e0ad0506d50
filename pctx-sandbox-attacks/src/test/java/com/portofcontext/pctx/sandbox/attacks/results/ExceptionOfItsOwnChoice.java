package com.portofcontext.pctx.sandbox.attacks.results;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxExecutionException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The name of a class that does harm when it is made, as the type of what was thrown.
 */
class ExceptionOfItsOwnChoice implements Attack {

	@Override
	public Object attack(List<String> arguments) {
		throw new Harmful();
	}

	/** The host has no object of it, only its name. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return made(trial);
	}

	private static boolean made(Trial trial) {
		return trial.answer().contains(Harmful.MADE) && !trial.answer().contains("SandboxExecutionException");
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex.getClass() == SandboxExecutionException.class && hasNoCauseOf(ex);
	}

	private static boolean hasNoCauseOf(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof Harmful) {
				return false;
			}
		}
		return true;
	}

	@Override
	public Control control() {
		return Control.none("a plain process throws nothing across its border");
	}

	/**
	 * Unchecked, so it is carried as text.
	 */
	static class Harmful extends RuntimeException {

		static final String MADE = "harm done";

		private static final long serialVersionUID = 1;

	}

}
