package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * More of a CPU than it may have.
 */
class CpuBomb implements Attack {

	/** Of {@code /proc/PID/stat}, counted from what follows the program's name. */
	private static final int USER_TIME = 11;

	private static final double LIMIT = 0.1;

	private static final int THREADS = 16;

	private static final int TICKS_PER_SECOND = 100;

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

	/**
	 * A quota is counted in periods of a tenth of a second, so it is measured for longer.
	 */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		long begin = System.nanoTime();
		long before = ticks(trial);
		LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
		double used = (double) (ticks(trial) - before) / TICKS_PER_SECOND;
		return used / ((System.nanoTime() - begin) / 1e9) > 1.5 * LIMIT;
	}

	private static long ticks(Trial trial) {
		return trial.processes()
			.stream()
			.map((process) -> process.read("stat"))
			.filter((status) -> !status.isEmpty())
			.mapToLong((status) -> {
				String[] columns = status.substring(status.lastIndexOf(')') + 2).split(" ");
				return Long.parseLong(columns[USER_TIME]) + Long.parseLong(columns[USER_TIME + 1]);
			})
			.sum();
	}

}
