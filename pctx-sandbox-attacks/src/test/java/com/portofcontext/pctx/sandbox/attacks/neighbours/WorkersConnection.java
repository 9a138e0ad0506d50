package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;
import com.portofcontext.pctx.sandbox.guest.agent.jail.Cell;

/**
 * A second connection to the agent, by the way that the worker took itself.
 */
class WorkersConnection implements Attack {

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		String command = System.getProperty("sun.java.command", "");
		String path = command.substring(command.lastIndexOf(' ') + 1);
		System.out.println(Hostile.attempt(() -> SocketChannel.open(UnixDomainSocketAddress.of(path))));
		Hostile.hold();
		return "";
	}

	@Override
	public boolean tried(Trial trial) {
		return connections(trial) > 0;
	}

	/** There is one connection, and no second. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return connections(trial) > 1;
	}

	/** The kernel shows the agent's end of each, by the name that it listened at. */
	private static long connections(Trial trial) {
		return trial.processes()
			.stream()
			.filter(HostProcess::isJvm)
			.flatMap((process) -> process.read("net/unix").lines())
			.filter((line) -> line.endsWith("/" + Cell.SOCKET))
			.count();
	}

	@Override
	public Control control() {
		return Control.none("a plain process has no agent");
	}

}
