package com.portofcontext.pctx.sandbox.attacks.bombs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;

/**
 * More processes than it may have.
 */
class ForkBomb implements Attack {

	private static final int LIMIT = 64;

	@Override
	public List<String> prepare(Scene scene) {
		return new Program().hold().toArguments();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		for (int i = 0; i < 2 * LIMIT; i++) {
			try {
				new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			}
			catch (IOException | OutOfMemoryError ex) {
				// As it should be.
			}
		}
		Hostile.hold();
		return "";
	}

	/** They are there, and the kernel refused to start more. */
	@Override
	public boolean tried(Trial trial) {
		return threads(trial) > LIMIT / 2 && trial.groups().refusedProcesses() > 0;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return threads(trial) > LIMIT + 2;
	}

	private static int threads(Trial trial) {
		return trial.processes().stream().mapToInt(HostProcess::threads).sum();
	}

}
