package com.portofcontext.pctx.sandbox.attacks.time;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Survival;

/**
 * A shutdown hook that never ends.
 */
class EndlessShutdownHook extends Survival {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			while (true) {
				LockSupport.park();
			}
		}));
		Hostile.hold();
		return "";
	}

}
