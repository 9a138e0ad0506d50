package com.portofcontext.pctx.sandbox.attacks.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;

/**
 * More output than a pipe can take, by a process that writes to the JVM's own.
 */
class FloodPastTheJvm implements Attack {

	@Override
	public List<String> prepare(Scene scene) {
		Program program = new Program();
		for (int i = 0; i < 50; i++) {
			program.call(Syscall.WRITE, 1, Program.page(0), 64 << 10);
		}
		return program.toArguments();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		return "exit " + new ProcessBuilder(command).inheritIO().start().waitFor();
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().length() > 1 << 20;
	}

	@Override
	public boolean tried(Trial trial) {
		return trial.answer().contains("exit 0");
	}

}
