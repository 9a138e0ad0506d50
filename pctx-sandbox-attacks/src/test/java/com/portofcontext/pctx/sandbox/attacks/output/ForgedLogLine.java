package com.portofcontext.pctx.sandbox.attacks.output;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A line that looks like the application's own.
 */
class ForgedLogLine implements Attack {

	@Override
	public String attack(List<String> arguments) {
		System.out.println("harmless\r2026-01-01 ERROR forged\u0085forged\u2028forged");
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().lines().anyMatch((line) -> line.startsWith("2026-01-01 ERROR forged"));
	}

}
