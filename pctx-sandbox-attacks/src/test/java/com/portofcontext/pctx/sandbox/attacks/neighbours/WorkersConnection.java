package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Control;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A second connection to the agent, by the way that the worker took itself.
 */
class WorkersConnection implements Attack {

	@Override
	public String attack(List<String> arguments) {
		String command = System.getProperty("sun.java.command", "");
		String path = command.substring(command.lastIndexOf(' ') + 1);
		return Hostile.attempt(() -> {
			try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
				return "connected " + channel;
			}
		});
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("connected ");
	}

	@Override
	public Control control() {
		return Control.none("a plain process has no agent");
	}

}
