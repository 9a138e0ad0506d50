package com.portofcontext.pctx.sandbox.attacks.time;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.portofcontext.pctx.sandbox.SandboxCrashedException;
import com.portofcontext.pctx.sandbox.SandboxException;
import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A process that handles the signal which is to end it.
 */
class IgnoreTermination implements Attack {

	@Override
	public String attack(List<String> arguments) throws ReflectiveOperationException, InterruptedException {
		Class<?> signal = Class.forName("sun.misc.Signal");
		Class<?> handler = Class.forName("sun.misc.SignalHandler");
		for (String name : List.of("TERM", "INT", "HUP")) {
			signal.getMethod("handle", signal, handler)
				.invoke(null, signal.getConstructor(String.class).newInstance(name),
						handler.getField("SIG_IGN").get(null));
		}
		new Thread(LockSupport::park).start();
		Hostile.hold();
		return "";
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		trial.processes()
			.forEach((process) -> ProcessHandle.of(process.pid())
				.filter((handle) -> process.link("exe").endsWith("java"))
				.ifPresent(ProcessHandle::destroy));
		trial.giveUp();
		return trial.processes().stream().anyMatch(HostProcess::isAlive);
	}

	@Override
	public boolean mayEndWith(SandboxException ex) {
		return ex instanceof SandboxCrashedException;
	}

}
