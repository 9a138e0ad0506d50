package com.portofcontext.pctx.sandbox.attacks.frames;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxResultException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * An attack on the agent by what it is sent in a worker's name. Whatever that is, the
 * call ends once, by what a worker may bring about, and the agent serves the next.
 */
abstract class FrameAttack implements Attack {

	/** What the host must not come to believe. */
	static final String FORGED = "forged-by-the-worker";

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(FORGED) || NaiveHost.died(trial);
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxResultException || ex instanceof SandboxCrashedException;
	}

	@Override
	public Control control() {
		return Control.NAIVE_HOST;
	}

}
