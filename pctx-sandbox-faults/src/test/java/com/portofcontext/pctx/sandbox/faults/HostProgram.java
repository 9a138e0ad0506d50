package com.portofcontext.pctx.sandbox.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import com.portofcontext.pctx.sandbox.guest.agent.AgentSettings;
import com.portofcontext.pctx.sandbox.guest.agent.PoolSettings;
import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;
import com.portofcontext.pctx.sandbox.machine.Machine;
import com.portofcontext.pctx.sandbox.machine.local.LocalMachine;

/**
 * An application in a process of its own that makes one call. Arguments: where blobs are,
 * and the socket of an agent, or the directory and jail for one of its own.
 */
final class HostProgram {

	private HostProgram() {
	}

	public static void main(String[] args) {
		Path blobs = Path.of(args[0]);
		Machine machine = (args.length == 2) ? new SocketMachine(Path.of(args[1]), blobs)
				: new LocalMachine(blobs, () -> settings(blobs, Path.of(args[1]), args[2]));
		System.out.println(new Caller(machine, 1).call("echo", 10_000, Duration.ofMinutes(1)));
	}

	private static AgentSettings settings(Path blobs, Path run, String jail) {
		Duration minute = Duration.ofMinutes(1);
		return new AgentSettings(run, blobs, JailKind.valueOf(jail.toUpperCase(Locale.ROOT)), Set.of(), "pctx-sandbox",
				new PoolSettings(0, 1, 1L << 30, minute, false, minute, 0));
	}

}
