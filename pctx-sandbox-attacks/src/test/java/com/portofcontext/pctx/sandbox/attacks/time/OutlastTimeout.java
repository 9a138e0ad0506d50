package com.portofcontext.pctx.sandbox.attacks.time;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Code that goes on when its time is up.
 */
class OutlastTimeout implements Attack {

	@Override
	@Sandboxed(timeout = "8s")
	public String attack(List<String> arguments) {
		System.out.println(Trial.HOLDING);
		System.out.flush();
		while (true) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// Go on.
			}
		}
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		if (!trial.endsWithin(Duration.ofSeconds(15))) {
			return true;
		}
		trial.giveUp();
		return trial.processes().stream().anyMatch(HostProcess::isAlive);
	}

}
