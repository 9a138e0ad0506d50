package com.portofcontext.pctx.sandbox.attacks;

/**
 * An attack that wants to run on when nobody waits for it any more.
 */
public abstract class Survival implements Attack {

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		trial.giveUp();
		return trial.processes().stream().anyMatch(HostProcess::isAlive);
	}

}
