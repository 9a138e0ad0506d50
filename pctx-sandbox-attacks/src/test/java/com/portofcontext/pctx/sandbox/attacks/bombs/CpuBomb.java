package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

import static org.awaitility.Awaitility.await;

/**
 * More of a CPU than it may have.
 */
class CpuBomb implements Attack {

	private static final double LIMIT = 0.1;

	private static final int THREADS = 16;

	private static final int HUNDREDTHS = 100;

	/** By many threads: what else the machine does is not to hide them. */
	@Override
	@Sandboxed(cpus = "0.1")
	public String attack(List<String> arguments) throws InterruptedException {
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(CpuBomb::spin);
			thread.setDaemon(true);
			thread.start();
		}
		Hostile.hold();
		return "";
	}

	private static void spin() {
		while (true) {
			Thread.onSpinWait();
		}
	}

	@Override
	public boolean tried(Trial trial) {
		await().atMost(Scene.BOUND).until(() -> trial.groups().throttledPeriods() > 0);
		return true;
	}

	/**
	 * A quota is counted in periods of a tenth of a second, so it is measured for longer.
	 */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		long begin = System.nanoTime();
		long before = HostProcess.cpuTime(trial.processes());
		LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
		double used = (double) (HostProcess.cpuTime(trial.processes()) - before) / HUNDREDTHS;
		return used / ((System.nanoTime() - begin) / 1e9) > 1.5 * LIMIT;
	}

}
