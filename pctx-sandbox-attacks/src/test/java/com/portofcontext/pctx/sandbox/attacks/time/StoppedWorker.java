package com.portofcontext.pctx.sandbox.attacks.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.Sandboxed;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Survival;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;

/**
 * A worker that stops itself, so that it handles nothing at all.
 */
class StoppedWorker extends Survival {

	@Override
	public List<String> prepare(Scene scene) {
		return new Program().call(Syscall.GETPPID).call(Syscall.KILL, Program.answerOf(0), 19).hold().toArguments();
	}

	@Override
	@Sandboxed(timeout = "8s")
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		System.out.println(Trial.HOLDING);
		System.out.flush();
		new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		Hostile.hold();
		return "";
	}

}
