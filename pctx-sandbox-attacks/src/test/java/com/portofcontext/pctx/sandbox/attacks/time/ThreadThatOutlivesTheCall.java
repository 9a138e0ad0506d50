package com.portofcontext.pctx.sandbox.attacks.time;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.attacks.Survival;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A thread that goes on when the method has returned.
 */
class ThreadThatOutlivesTheCall extends Survival {

	@Override
	public String attack(List<String> arguments) {
		new Thread(() -> {
			while (true) {
				LockSupport.parkNanos(1_000_000);
			}
		}).start();
		return Trial.HOLDING;
	}

}
