package com.portofcontext.pctx.sandbox.attacks.output;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxReport;
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

	/** All of it was printed, and what a log may have of it came. */
	@Override
	public boolean tried(Trial trial) {
		SandboxReport report = trial.report();
		return report != null && report.outputBytes() > 1 << 20 && trial.answer().length() > 32 << 10;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().length() > 1 << 20;
	}

}
