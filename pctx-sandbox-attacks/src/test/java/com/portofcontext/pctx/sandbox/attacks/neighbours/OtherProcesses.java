package com.portofcontext.pctx.sandbox.attacks.neighbours;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * Who else is there.
 */
class OtherProcesses implements Attack {

	private HostProcess other;

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		this.other = scene.start(List.of("sleep", "3" + System.nanoTime()));
		return List.of();
	}

	@Override
	public String attack(List<String> arguments) {
		return ProcessHandle.allProcesses()
			.map((process) -> process.info().commandLine().orElse("?"))
			.collect(Collectors.joining("\n"));
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains(this.other.commandLine().strip());
	}

}
