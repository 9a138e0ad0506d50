package com.portofcontext.pctx.sandbox.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.portofcontext.pctx.sandbox.machine.lima.LimaMachine;
import com.portofcontext.pctx.sandbox.machine.lima.LimaSettings;

import org.springframework.util.unit.DataSize;

/**
 * An application with a Lima machine that makes two calls, and prints how they ended.
 * Argument: the directory of what stands in for Lima.
 */
final class LimaProgram {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int ATTEMPTS = 3;

	private LimaProgram() {
	}

	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[0]);
		LimaSettings settings = new LimaSettings("pctx", directory.resolve("home"),
				directory.resolve("limactl").toString(), 1, DataSize.ofGigabytes(1), DataSize.ofGigabytes(4), "vz",
				null, LimaSettings.Provision.NETWORK, LimaSettings.Lifecycle.START_ONLY,
				LimaSettings.Start.ON_FIRST_CALL, PATIENCE, new LimaSettings.Reset(0, null), null, false, Map.of());
		LimaMachine machine = new LimaMachine(settings, Files.createDirectories(directory.resolve("blobs")),
				(event) -> {
				});
		machine.open();
		System.out.println(DoomedForward.ENDED + new Caller(machine, 1).call("echo", 600, PATIENCE).ending());
		System.out.println(DoomedForward.ENDED + new Caller(machine, ATTEMPTS).call("echo", 0, PATIENCE).ending());
		machine.close();
		System.exit(0);
	}

}
