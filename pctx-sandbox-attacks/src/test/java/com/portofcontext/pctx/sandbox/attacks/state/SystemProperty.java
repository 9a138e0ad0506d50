package com.portofcontext.pctx.sandbox.attacks.state;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What the last call left in a system property.
 */
class SystemProperty implements Attack {

	@Override
	public String attack(List<String> arguments) {
		String found = System.getProperty("left", "nothing");
		System.setProperty("left", "left by the last call");
		return found;
	}

	@Override
	public int rounds() {
		return 2;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("left by the last call");
	}

}
