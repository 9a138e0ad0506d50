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

import static org.awaitility.Awaitility.await;

/**
 * More output than a pipe can take, by a process that writes to the JVM's own.
 */
class FloodPastTheJvm implements Attack {

	private static final int COUNT = 50;

	private static final int PIECE = 64 << 10;

	@Override
	public List<String> prepare(Scene scene) {
		Program program = new Program();
		for (int i = 0; i < COUNT; i++) {
			program.call(Syscall.WRITE, 1, Program.page(0), PIECE);
		}
		return program.hold().toArguments();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		new ProcessBuilder(command).inheritIO().start();
		Hostile.hold();
		return "";
	}

	/** It wrote all of it: nobody kept it waiting. */
	@Override
	public boolean tried(Trial trial) {
		await().atMost(Scene.BOUND)
			.until(() -> trial.processes()
				.stream()
				.anyMatch((process) -> !process.isJvm() && process.writtenBytes() > COUNT * PIECE));
		return true;
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().length() > 1 << 20;
	}

}
