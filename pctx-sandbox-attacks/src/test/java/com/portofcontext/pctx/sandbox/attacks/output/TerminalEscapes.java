package com.portofcontext.pctx.sandbox.attacks.output;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Orders for the terminal of whoever reads the log.
 */
class TerminalEscapes implements Attack {

	@Override
	public String attack(List<String> arguments) {
		System.out.println("\u001b[2J\u001b]0;title\u0007\u009b31m");
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("\u001b");
	}

}
