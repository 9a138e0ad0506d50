package com.portofcontext.pctx.sandbox.attacks.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.HostProcess;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * What {@code /sys} tells of the machine's devices.
 */
class SystemFiles implements Attack {

	@Override
	public List<String> prepare(Scene scene) {
		return directories();
	}

	/** Where those files are. */
	protected List<String> directories() {
		return List.of("/sys/class", "/sys/block", "/sys/kernel", "/sys/module");
	}

	@Override
	public String attack(List<String> arguments) throws InterruptedException {
		List<String> found = new ArrayList<>();
		for (String directory : arguments) {
			String[] names = Path.of(directory).toFile().list();
			if (names != null && names.length > 0) {
				found.add("seen " + directory);
			}
		}
		System.out.println(found);
		Hostile.hold();
		return "";
	}

	/** Looked for from outside as well: what is there, below its root. */
	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("seen ") || trial.processes()
			.stream()
			.filter(HostProcess::isJvm)
			.flatMap((process) -> directories().stream().map(process::file))
			.map((directory) -> directory.toFile().list())
			.anyMatch((names) -> names != null && names.length > 0);
	}

}
