package com.portofcontext.pctx.sandbox.attacks.network;

import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * The machine's network interfaces.
 */
class Interfaces implements Attack {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		System.out.println(Hostile.read("/proc/net/route"));
		Hostile.hold();
		return "";
	}

	/** Looked for from outside: other interfaces than the loopback, and routes. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		String here = new HostProcess(ProcessHandle.current().pid()).link("ns/net");
		return trial.processes()
			.stream()
			.filter((process) -> process.link("exe").endsWith("java"))
			.anyMatch(
					(process) -> process.link("ns/net").equals(here) || process.read("net/route").lines().count() > 1);
	}

}
