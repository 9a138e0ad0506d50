package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * More threads than it may have.
 */
class ThreadBomb implements Attack {

	private static final int LIMIT = 64;

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		for (int i = 0; i < 2 * LIMIT; i++) {
			try {
				Thread thread = new Thread(LockSupport::park);
				thread.setDaemon(true);
				thread.start();
			}
			catch (OutOfMemoryError ex) {
				break;
			}
		}
		Hostile.hold();
		return "";
	}

	/** They are there, and the kernel refused to start more. */
	@Override
	public boolean tried(Trial trial) {
		return threads(trial) > LIMIT / 2 && trial.groups().refusedProcesses() > 0;
	}

	/** A jail's own processes are not the worker's. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return threads(trial) > LIMIT + 2;
	}

	private static int threads(Trial trial) {
		return trial.processes().stream().mapToInt(HostProcess::threads).sum();
	}

}
