package com.portofcontext.pctx.sandbox.attacks.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Survival;
import com.portofcontext.pctx.sandbox.attacks.kernel.Program;
import com.portofcontext.pctx.sandbox.attacks.kernel.Syscall;

/**
 * A process in a session of its own, whose parents have ended.
 */
class DetachedGrandchild extends Survival {

	@Override
	public List<String> prepare(Scene scene) {
		return new Program().fork().child().call(Syscall.SETSID).fork().child().hold().toArguments();
	}

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(arguments);
		command.set(0, Hostile.program(arguments.get(0)).toString());
		new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
		return "";
	}

}
