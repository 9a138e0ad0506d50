package com.portofcontext.pctx.sandbox.attacks.environment;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the application was told by environment variables.
 */
class InheritedEnvironment implements Attack {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		System.out.println(System.getenv() + Hostile.read("/proc/self/environ") + Hostile.read("/proc/1/environ"));
		Hostile.hold();
		return "";
	}

	/** Looked for from outside as well, in each of its processes. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		String key = System.getenv("ATTACKS_API_KEY");
		return trial.answer().contains(key)
				|| trial.processes().stream().anyMatch((process) -> process.read("environ").contains(key));
	}

}
