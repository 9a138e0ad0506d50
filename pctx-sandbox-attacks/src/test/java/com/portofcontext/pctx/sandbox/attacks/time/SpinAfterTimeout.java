package com.portofcontext.pctx.sandbox.attacks.time;

import java.time.Duration;
import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.SandboxTimeoutException;
import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A CPU that is kept busy when time is up, whatever interrupts it.
 */
class SpinAfterTimeout implements Attack {

	@Override
	@Sandboxed(timeout = "8s")
	public String attack(List<String> arguments) {
		System.out.println(Trial.HOLDING);
		System.out.flush();
		long interrupts = 0;
		while (interrupts < Long.MAX_VALUE) {
			if (Thread.interrupted()) {
				interrupts++;
			}
		}
		return Long.toString(interrupts);
	}

	/** While there is time its processes use some. */
	@Override
	public boolean tried(Trial trial) {
		return HostProcess.spin(trial.processes());
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		List<HostProcess> processes = trial.processes();
		if (!trial.endsWithin(Duration.ofSeconds(12))) {
			trial.giveUp();
		}
		return processes.stream().anyMatch(HostProcess::isAlive) && HostProcess.spin(processes);
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxTimeoutException;
	}

}
