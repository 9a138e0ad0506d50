package com.portofcontext.pctx.sandbox.attacks.signals;

import java.io.IOException;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The end of a process of the same account.
 */
class KillAnotherProcess implements Attack {

	private HostProcess other;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.other = scene.start(List.of("sleep", "3" + System.nanoTime()));
		return List.of(Long.toString(this.other.pidInside()));
	}

	@Override
	public String attack(List<String> arguments) {
		return ProcessHandle.of(Long.parseLong(arguments.get(0)))
			.map((process) -> Hostile.attempt(process::destroyForcibly))
			.orElse("not there");
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return !this.other.isAlive();
	}

}
