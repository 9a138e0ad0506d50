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
	public String attack(List<String> arguments) {
		return System.getenv() + Hostile.read("/proc/self/environ") + Hostile.read("/proc/1/environ");
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(System.getenv("ATTACKS_API_KEY"));
	}

}
