package com.portofcontext.pctx.sandbox.attacks.output;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * More output than a log can take.
 */
class Flood implements Attack {

	@Override
	public String attack(List<String> arguments) {
		String line = "flood".repeat(200);
		for (int i = 0; i < 4000; i++) {
			System.out.println(line);
			System.err.println(line);
		}
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().length() > 1 << 20;
	}

}
